package dev.crossfade.jdbc.source.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads the types of a database. */
final class PostgresTypeQuery {

  private PostgresTypeQuery() {}

  static PostgresTypes load(Connection connection) throws SQLException {
    return new PostgresTypes(types(connection), labels(connection));
  }

  private static Map<Long, PostgresType> types(Connection connection) throws SQLException {
    Map<Long, PostgresType> types = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CatalogSql.TYPES)) {
      while (row.next()) {
        types.put(
            row.getLong("oid"),
            new PostgresType(
                row.getString("typname"),
                row.getBoolean("built_in"),
                PostgresType.Kind.valueOf(row.getString("kind")),
                row.getLong("typbasetype"),
                row.getInt("typtypmod"),
                row.getLong("typelem")));
      }
    }
    return types;
  }

  private static Map<Long, List<String>> labels(Connection connection) throws SQLException {
    Map<Long, List<String>> labels = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CatalogSql.LABELS)) {
      while (row.next()) {
        labels.computeIfAbsent(row.getLong(1), oid -> new ArrayList<>()).add(row.getString(2));
      }
    }
    return labels;
  }
}
