package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A lock that is granted once nobody writes to some tables, and lets nobody begin to until the
 * transaction ends. Who wants to write waits behind it, so it is not waited for for long.
 */
final class WriterLock {

  private static final int MOST_MILLIS = 500;

  /** Cancelled by the timeout, or chosen to end a deadlock. */
  private static final Set<String> NOT_NOW = Set.of("57014", "40P01");

  private WriterLock() {}

  /**
   * Takes it, also of partitions. The connection must be in a transaction.
   *
   * @return false when somebody writes just now; the transaction is good for nothing else then
   */
  static boolean take(Connection connection, Collection<TableId> tables) throws SQLException {
    String names =
        tables.stream().map(Identifiers.POSTGRES::quote).collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL statement_timeout = " + MOST_MILLIS);
      statement.execute("LOCK TABLE " + names + " IN SHARE ROW EXCLUSIVE MODE");
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
}
