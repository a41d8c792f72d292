package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.GoneTable;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.Standing;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Keeps a table what it is until the transaction ends, as any query of it does. */
final class TableView {

  private static final String COLUMNS =
      "SELECT column_name, column_type FROM information_schema.columns"
          + " WHERE table_schema = ? AND table_name = ?";

  private TableView() {}

  /**
   * Takes it; what the table is. The connection must be in a transaction.
   *
   * @throws dev.crossfade.core.problem.ProblemException when the table is gone
   */
  static Standing take(Connection connection, SourceSettings settings, TableSchema table)
      throws SQLException {
    String name = Identifiers.MYSQL.quote(table.id());
    try {
      MysqlSql.execute(connection, "SELECT 1 FROM " + name + " LIMIT 0");
    } catch (SQLException e) {
      GoneTable.refuse(settings, table, e);
    }
    Map<String, String> types = SkippedTables.whole(connection, () -> types(connection, table));
    return new Standing(settings, table, types);
  }

  private static Map<String, String> types(Connection connection, TableSchema table)
      throws SQLException {
    Map<String, String> types = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table.id().schema());
      statement.setString(2, table.id().name());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          types.put(row.getString(1), row.getString(2));
        }
      }
      SkippedTables.refuse(statement);
    }
    return types;
  }
}
