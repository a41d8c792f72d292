package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.spec.SystemType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By what sessions of Crossfade are told from others of the same account: MariaDB shows no name of
 * the program, but everybody sees who holds a lock of a name, and such a lock lasts as long as its
 * session. Debezium's connector takes the same one.
 */
final class SessionTag {

  private static final Logger LOG = LoggerFactory.getLogger(SessionTag.class);
  private static final String NAME = "concat('crossfade.session.', %s)";

  private SessionTag() {}

  /** Tags a session; where a server has no such locks, it stays a stranger. */
  static Connection tagged(Connection connection, SystemType engine) throws SQLException {
    if (engine != SystemType.MARIADB) {
      return connection;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("DO get_lock(" + NAME.formatted("connection_id()") + ", 0)");
    } catch (SQLException e) {
      if (connection.isClosed()) {
        throw e;
      }
      LOG.debug("session cannot be tagged state={}", e.getSQLState());
    }
    return connection;
  }

  /** A condition that holds for the number of a session that is tagged. */
  static String held(String session) {
    return "coalesce(is_used_lock(" + NAME.formatted(session) + "), 0) = " + session;
  }
}
