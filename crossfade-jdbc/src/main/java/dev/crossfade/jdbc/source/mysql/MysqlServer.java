package dev.crossfade.jdbc.source.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A server as far as the preflight asks.
 *
 * @param mariaDb whether it is MariaDB
 * @param variables global variables by name, upper-case values
 * @param privileges what the user may do in the database, as far as it shows
 * @param roles whether the user acts through a role, whose privileges do not show
 */
record MysqlServer(
    boolean mariaDb, Map<String, String> variables, Set<String> privileges, boolean roles) {

  static final String GRANTEE =
      "concat('''', substring_index(current_user(), '@', 1), '''@''',"
          + " substring_index(current_user(), '@', -1), '''')";
  private static final String PRIVILEGES =
      "SELECT privilege_type FROM information_schema.user_privileges WHERE grantee = "
          + GRANTEE
          + " UNION SELECT privilege_type FROM information_schema.schema_privileges"
          + " WHERE grantee = "
          + GRANTEE
          + " AND DATABASE() LIKE table_schema"
          + " UNION SELECT privilege_type FROM information_schema.table_privileges"
          + " WHERE grantee = "
          + GRANTEE
          + " AND table_schema = DATABASE() AND table_name = '"
          + MysqlCatalog.MARK_TABLE
          + "'";
  private static final String VARIABLES =
      "SHOW GLOBAL VARIABLES WHERE variable_name IN ('log_bin', 'binlog_format',"
          + " 'binlog_row_image', 'server_id', 'gtid_binlog_pos', 'binlog_row_value_options')";

  static MysqlServer ask(Connection connection) throws SQLException {
    Map<String, String> variables = new TreeMap<>();
    Set<String> privileges = new HashSet<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(VARIABLES)) {
        while (row.next()) {
          variables.put(
              row.getString(1).toLowerCase(Locale.ROOT), row.getString(2).toUpperCase(Locale.ROOT));
        }
      }
      try (ResultSet row = statement.executeQuery(PRIVILEGES)) {
        while (row.next()) {
          privileges.add(row.getString(1).toUpperCase(Locale.ROOT));
        }
      }
      boolean mariaDb = MysqlColumnQuery.mariaDb(connection);
      return new MysqlServer(mariaDb, variables, privileges, role(statement));
    }
  }

  String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** Whether one of these privileges is granted, or roles hide the answer. */
  boolean may(String... alternatives) {
    return roles || Set.of(alternatives).stream().anyMatch(privileges::contains);
  }

  private static boolean role(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT CURRENT_ROLE()")) {
      row.next();
      String role = row.getString(1);
      return role != null && !role.equals("NONE");
    }
  }
}
