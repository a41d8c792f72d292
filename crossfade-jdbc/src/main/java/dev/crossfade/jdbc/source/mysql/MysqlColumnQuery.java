package dev.crossfade.jdbc.source.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Loads the columns of all tables of the connection's database. */
final class MysqlColumnQuery {

  private static final String COLUMNS =
      "SELECT table_name, column_name, data_type, column_type,"
          + " coalesce(character_maximum_length, 0) AS length,"
          + " coalesce(numeric_precision, 0) AS digits, coalesce(numeric_scale, 0) AS scale,"
          + " is_nullable = 'YES' AS nullable,"
          + " coalesce(generation_expression, '') <> '' AS is_generated"
          + " FROM information_schema.columns WHERE table_schema = DATABASE()"
          + " ORDER BY table_name, ordinal_position";

  /** MariaDB's type JSON is a longtext with this check; MySQL has a type and other columns here. */
  private static final String JSON_CHECKS =
      "SELECT table_name, check_clause FROM information_schema.check_constraints"
          + " WHERE constraint_schema = DATABASE() AND check_clause LIKE 'json_valid(%'";

  private MysqlColumnQuery() {}

  static Map<String, List<MysqlColumn>> load(Connection connection) throws SQLException {
    Set<String> json = mariaDb(connection) ? jsonChecks(connection) : Set.of();
    Map<String, List<MysqlColumn>> columns = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COLUMNS)) {
      while (row.next()) {
        columns
            .computeIfAbsent(row.getString("table_name"), table -> new ArrayList<>())
            .add(column(row, json));
      }
      SkippedTables.refuse(statement);
    }
    return columns;
  }

  static boolean mariaDb(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT VERSION()")) {
      row.next();
      return row.getString(1).toLowerCase(Locale.ROOT).contains("mariadb");
    }
  }

  private static MysqlColumn column(ResultSet row, Set<String> json) throws SQLException {
    String table = row.getString("table_name");
    String name = row.getString("column_name");
    return new MysqlColumn(
        table,
        name,
        row.getString("data_type"),
        row.getString("column_type"),
        row.getLong("length"),
        row.getInt("digits"),
        row.getInt("scale"),
        row.getBoolean("nullable"),
        row.getBoolean("is_generated"),
        json.contains(table + "\0json_valid(`" + name.replace("`", "``") + "`)"));
  }

  private static Set<String> jsonChecks(Connection connection) throws SQLException {
    Set<String> checks = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(JSON_CHECKS)) {
      while (row.next()) {
        checks.add(row.getString(1) + "\0" + row.getString(2));
      }
      SkippedTables.refuse(statement);
    }
    return checks;
  }
}
