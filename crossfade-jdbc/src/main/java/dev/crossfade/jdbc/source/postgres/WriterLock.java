package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A lock that is granted once nobody writes to a table, and lets nobody begin to until the
 * transaction ends. Who wants to write waits behind it, so it is not waited for for long.
 */
final class WriterLock {

  private static final int MOST_MILLIS = 500;

  /** Cancelled by the timeout, chosen to end a deadlock, or a lock that is not to be had. */
  private static final Set<String> NOT_NOW = Set.of("57014", "40P01", "55P03");

  private WriterLock() {}

  /** Takes it, also of partitions. To be done {@link #shortly}. */
  static void take(Connection connection, TableId table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "LOCK TABLE " + Identifiers.POSTGRES.quote(table) + " IN SHARE ROW EXCLUSIVE MODE");
    }
  }

  /**
   * Does something none of whose statements waits for long: who waits while it has the lock keeps
   * writers waiting, too. The connection must be in a transaction.
   *
   * @return false when others are in the way just now; the transaction is good for nothing else
   *     then
   */
  static boolean shortly(Connection connection, Step step) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL statement_timeout = " + MOST_MILLIS);
      step.run();
      statement.execute("SET LOCAL statement_timeout = 0");
      return true;
    } catch (SQLException e) {
      if (NOT_NOW.contains(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /** Lets those go on who waited behind it in vain. */
  static void rest(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_sleep(0.5)");
    }
  }

  /** Something that is done with the connection. */
  @FunctionalInterface
  interface Step {

    void run() throws SQLException;
  }
}
