package dev.crossfade.embedded.demo.stack;

import dev.crossfade.embedded.demo.DemoDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few connections of an application to one database, each lent to one request at a time. */
final class Sessions implements AutoCloseable {

  private static final int VALID_SECONDS = 2;

  private final DemoDatabase database;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

  /** What a request does with its connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  Sessions(DemoDatabase database, int most) {
    this.database = database;
    this.free = new Semaphore(most);
  }

  /** Does it in one transaction, which is committed when this returns. */
  <T> T transaction(Work<T> work) throws SQLException {
    free.acquireUninterruptibly();
    try {
      Connection connection = lend();
      T result = committed(connection, work);
      idle.push(connection);
      return result;
    } finally {
      free.release();
    }
  }

  /** A connection that a request failed on is not used again. */
  private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
    try {
      T result = work.on(connection);
      commit(connection);
      return result;
    } catch (SQLException | RuntimeException e) {
      discard(connection);
      throw e;
    }
  }

  private static void commit(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw new UnclearCommit(e);
    }
  }

  /** Nobody knows whether the transaction was committed. */
  static final class UnclearCommit extends SQLException {
    private static final long serialVersionUID = 1;

    UnclearCommit(SQLException cause) {
      super("the end of the transaction is not known", cause.getSQLState(), cause);
    }
  }

  private Connection lend() throws SQLException {
    for (Connection one = idle.poll(); one != null; one = idle.poll()) {
      if (one.isValid(VALID_SECONDS)) {
        return one;
      }
      discard(one);
    }
    return connect();
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    if (mariadb()) {
      properties.setProperty("sessionVariables", "time_zone='+00:00',sql_mode='STRICT_ALL_TABLES'");
      properties.setProperty("connectTimeout", "3000");
      properties.setProperty("socketTimeout", "20000");
    } else {
      properties.setProperty("options", "-c TimeZone=UTC");
      properties.setProperty("connectTimeout", "3");
      properties.setProperty("socketTimeout", "20");
    }
    Connection connection = DriverManager.getConnection(database.url(), properties);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    connection.setAutoCommit(false);
    return connection;
  }

  private boolean mariadb() {
    return database.url().startsWith("jdbc:mariadb:");
  }

  private static void discard(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // it was broken; the server ends what is left of it
    }
  }

  @Override
  public void close() {
    idle.forEach(Sessions::discard);
    idle.clear();
  }
}
