package dev.crossfade.jdbc.source;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs work in one transaction. Whoever gets an exception closes the connection. */
public final class SourceTransaction {

  private SourceTransaction() {}

  /** Commits what the work did, or rolls all of it back. */
  public static <T> T run(Connection connection, SourceSession.Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException broken) {
        e.addSuppressed(broken);
      }
      throw e;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }
}
