package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.GoneTable;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.Standing;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps a table what it is until the transaction ends, as any query of it does. */
final class TableLock {

  /** As the snapshot of the transaction has them. */
  private static final String COLUMNS =
      "SELECT attname, format_type(atttypid, atttypmod), format_type(atttypid, NULL)"
          + " FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped";

  /** The function looks past the snapshot, at the newest file. */
  private static final String REWRITTEN =
      "SELECT bool_or(c.relfilenode <> pg_relation_filenode(c.oid)) FROM pg_class c"
          + " WHERE c.relkind = 'r' AND (c.oid = ?::regclass"
          + " OR c.oid IN (SELECT relid FROM pg_partition_tree(?::regclass)))";

  private TableLock() {}

  /**
   * Takes it; what the table is. The connection must be in a transaction.
   *
   * @throws dev.crossfade.core.problem.ProblemException when the table is gone
   */
  static Standing take(Connection connection, SourceSettings settings, TableSchema table)
      throws SQLException {
    String name = Identifiers.POSTGRES.quote(table.id());
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE ONLY " + name + " IN ACCESS SHARE MODE");
    } catch (SQLException e) {
      GoneTable.refuse(settings, table, e);
    }
    Map<String, String> types = newest(connection, name);
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          types.replace(row.getString(1), row.getString(3), row.getString(2));
        }
      }
    }
    return new Standing(settings, table, types);
  }

  /**
   * The columns that a query means, with their types but for lengths. It takes them by the newest
   * catalog, also where a snapshot of before still sees others of these names.
   */
  private static Map<String, String> newest(Connection connection, String name)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    Map<String, String> types = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet none = statement.executeQuery("SELECT * FROM ONLY " + name + " LIMIT 0")) {
        ResultSetMetaData data = none.getMetaData();
        for (int i = 1; i <= data.getColumnCount(); i++) {
          columns.add(data.getColumnName(i));
        }
      }
      try (ResultSet row = statement.executeQuery(typesOf(columns, name))) {
        row.next();
        for (int i = 0; i < columns.size(); i++) {
          types.put(columns.get(i), row.getString(i + 1));
        }
      }
    }
    return types;
  }

  /** One row, whether the table has any, and none of its rows is read. */
  private static String typesOf(List<String> columns, String name) {
    return columns.stream()
        .map(column -> "format_type(pg_typeof(t." + Identifiers.POSTGRES.quote(column) + "), NULL)")
        .collect(
            Collectors.joining(
                ", ",
                "SELECT ",
                " FROM (SELECT) AS one LEFT JOIN ONLY " + name + " AS t ON false"));
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
