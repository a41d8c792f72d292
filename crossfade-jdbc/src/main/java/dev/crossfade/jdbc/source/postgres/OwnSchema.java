package dev.crossfade.jdbc.source.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The schema of a source in which Crossfade keeps what it has to know there. */
final class OwnSchema {

  /** Ours, and nothing in it: what somebody else has made or still needs stays. */
  private static final String EMPTY =
      """
      SELECT EXISTS (SELECT FROM pg_namespace n WHERE nspname = 'crossfade'
        AND pg_get_userbyid(nspowner) = current_user
        AND NOT EXISTS (SELECT FROM pg_depend
          WHERE refclassid = 'pg_namespace'::regclass AND refobjid = n.oid))
      """;

  private OwnSchema() {}

  static boolean empty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(EMPTY)) {
      return row.next() && row.getBoolean(1);
    }
  }

  static void dropIfEmpty(Connection connection) throws SQLException {
    if (empty(connection)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("DROP SCHEMA crossfade");
      }
    }
  }
}
