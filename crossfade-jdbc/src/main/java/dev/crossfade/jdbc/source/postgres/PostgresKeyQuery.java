package dev.crossfade.jdbc.source.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads the unique indexes of all tables. */
final class PostgresKeyQuery {

  private PostgresKeyQuery() {}

  static Map<Long, PostgresKeys> load(Connection connection) throws SQLException {
    Map<Long, List<PostgresKeys.Index>> found = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CatalogSql.INDEXES)) {
      while (row.next()) {
        found.computeIfAbsent(row.getLong("relation"), oid -> new ArrayList<>()).add(index(row));
      }
    }
    Map<Long, PostgresKeys> keys = new HashMap<>();
    found.forEach((oid, indexes) -> keys.put(oid, new PostgresKeys(indexes)));
    return keys;
  }

  private static PostgresKeys.Index index(ResultSet row) throws SQLException {
    return new PostgresKeys.Index(
        List.of((String[]) row.getArray("names").getArray()),
        row.getBoolean("is_primary"),
        row.getBoolean("is_identity"),
        row.getBoolean("immediate"),
        row.getBoolean("complete"));
  }
}
