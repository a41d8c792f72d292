package dev.crossfade.jdbc.control;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.jdbc.sql.SqlErrors;
import dev.crossfade.jdbc.target.TargetDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One connection to a control store, opened anew after each failure. Every statement is a
 * transaction of its own, unless several are run {@link #together}: a process that is frozen never
 * holds a lock for longer than the store allows. Thread-safe; one at a time.
 */
final class ControlDatabase implements AutoCloseable {

  /** Nothing that a role or database may have as default must change what our statements do. */
  private static final String SESSION =
      "SET search_path = pg_catalog; SET standard_conforming_strings = on; SET timezone = 'UTC';"
          + " SET synchronous_commit = on; SET default_transaction_isolation = 'read committed';"
          + " SET default_transaction_read_only = off; SET statement_timeout = '10s';"
          + " SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '5s';"
          + " SET client_min_messages = warning; SET tcp_keepalives_idle = 15;"
          + " SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

  private final ControlSettings settings;
  private @Nullable Connection connection;

  ControlDatabase(ControlSettings settings) {
    this.settings = settings;
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /** What to tell of a failure. */
  ProblemException failure(String doing, SQLException error) {
    boolean target = settings.place() == ControlSettings.Place.TARGET;
    return target && SqlErrors.isTransient(error)
        ? TargetDatabases.unavailable(doing, error)
        : ControlProblem.of(doing, error);
  }

  /** Runs statements that are each a transaction. */
  synchronized <T> T each(Work<T> work) throws SQLException {
    try {
      Connection open = connection == null ? open() : connection;
      connection = open;
      return work.run(open);
    } catch (SQLException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Runs statements as one transaction. */
  <T> T together(Work<T> work) throws SQLException {
    return each(
        open -> {
          open.setAutoCommit(false);
          T result = work.run(open);
          open.commit();
          open.setAutoCommit(true);
          return result;
        });
  }

  /** A connection of the caller's own. */
  Connection open() throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {settings.host()});
    source.setPortNumbers(new int[] {settings.port()});
    source.setDatabaseName(settings.database());
    source.setUser(settings.user());
    source.setPassword(settings.password());
    source.setApplicationName("crossfade journal");
    // in a target, a fence refuses sessions of ours that have no name from the first moment on
    source.setAssumeMinServerVersion("12");
    source.setTcpKeepAlive(true);
    source.setConnectTimeout(5);
    source.setLoginTimeout(10);
    source.setSocketTimeout(15);
    source.setPrepareThreshold(0);
    for (Map.Entry<String, String> each : settings.tls().postgres().entrySet()) {
      source.setProperty(each.getKey(), each.getValue());
    }
    Connection opened = source.getConnection();
    try (Statement statement = opened.createStatement()) {
      statement.execute(SESSION);
      return opened;
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
  }

  /** Ends the connection whatever its state, without waiting. */
  @Override
  public synchronized void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        // it is gone either way
      }
    }
  }
}
