package dev.crossfade.jdbc.source.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which server this is.
 *
 * @param id the cluster's system identifier
 * @param timeline of the log that is written now, decimal
 */
record PostgresSystem(String id, String timeline) {

  private static final String BY_FUNCTION =
      "SELECT system_identifier::text,"
          + " ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int::text"
          + " FROM pg_control_system()";

  /** Asks by SQL, or by the replication protocol where the functions are not granted. */
  static PostgresSystem ask(Connection connection, PostgresConnections connections)
      throws SQLException {
    try {
      return first(connection, BY_FUNCTION);
    } catch (SQLException e) {
      if (!"42501".equals(e.getSQLState())) {
        throw e;
      }
      try (Connection replication = connections.openReplication()) {
        return first(replication, "IDENTIFY_SYSTEM");
      }
    }
  }

  /** Where the log ends that is written now. */
  static String end(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_current_wal_insert_lsn()::text")) {
      row.next();
      return row.getString(1);
    }
  }

  private static PostgresSystem first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new PostgresSystem(row.getString(1), row.getString(2));
    }
  }
}
