package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.Standing;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Keeps a table what it is until the transaction ends, as any query of it does. */
final class TableLock {

  private static final String COLUMNS =
      "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
          + " WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped";

  /** The function looks past the snapshot, at the newest file. */
  private static final String REWRITTEN =
      "SELECT bool_or(c.relfilenode <> pg_relation_filenode(c.oid)) FROM pg_class c"
          + " WHERE c.relkind = 'r' AND (c.oid = ?::regclass"
          + " OR c.oid IN (SELECT relid FROM pg_partition_tree(?::regclass)))";

  private TableLock() {}

  /** Takes it; what the table is. The connection must be in a transaction. */
  static Standing take(Connection connection, SourceSettings settings, TableSchema table)
      throws SQLException {
    String name = Identifiers.POSTGRES.quote(table.id());
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE ONLY " + name + " IN ACCESS SHARE MODE");
    }
    Map<String, String> types = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          types.put(row.getString(1), row.getString(2));
        }
      }
    }
    return new Standing(settings, table, types);
  }

  /**
   * Whether the rows of a table that is locked were written into another file since the
   * transaction's snapshot, which sees nothing of them then.
   */
  static boolean rewritten(Connection connection, TableId table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REWRITTEN)) {
      statement.setString(1, Identifiers.POSTGRES.quote(table));
      statement.setString(2, Identifiers.POSTGRES.quote(table));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
