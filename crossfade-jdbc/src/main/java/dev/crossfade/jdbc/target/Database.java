package dev.crossfade.jdbc.target;

import dev.crossfade.jdbc.sql.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections to the target and keeps a few for short work. Thread-safe. */
final class Database implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final int NAME_LIMIT = 63;
  private static final int LOGIN_SECONDS = 20;

  /** What the database is given to break a statement off itself, before its connection is left. */
  private static final int GRACE_SECONDS = 2;

  /** Nothing that a role or database may have as default must change what our statements do. */
  private static final String SESSION =
      "SET search_path = pg_catalog; SET standard_conforming_strings = on;"
          + " SET intervalstyle = postgres; SET datestyle = ISO; SET timezone = 'UTC';"
          + " SET extra_float_digits = 1; SET synchronous_commit = on;"
          + " SET default_transaction_isolation = 'read committed';"
          + " SET statement_timeout = 0; SET lock_timeout = 0;"
          + " SET idle_in_transaction_session_timeout = 0; SET client_min_messages = warning; ";

  private static final Executor DIRECT = Runnable::run;

  private final TargetSettings settings;
  private volatile boolean prepared;
  private final Idle<Connection> control = new Idle<>(connection -> connection);
  private final Idle<Connection> loads = new Idle<>(connection -> connection);

  Database(TargetSettings settings) {
    this.settings = settings;
  }

  TargetSettings settings() {
    return settings;
  }

  /** What is done inside one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * One short transaction on a kept connection. Where tables have other columns since a statement
   * was prepared there, it is done again on a new one.
   */
  <T> T transaction(String doing, Work<T> work) {
    try {
      return transaction(work);
    } catch (SQLException e) {
      throw Failures.of(doing, e);
    }
  }

  private <T> T transaction(Work<T> work) throws SQLException {
    try {
      return transaction(work, control.take());
    } catch (SQLException e) {
      if (!Failures.stalePlan(e)) {
        throw e;
      }
      log.debug("control tables were altered; what a session had prepared does not fit any more");
    }
    return transaction(work, null);
  }

  private <T> T transaction(Work<T> work, @Nullable Connection kept) throws SQLException {
    Connection connection = kept;
    try {
      connection = kept == null ? open(Purpose.CONTROL, "") : kept;
      T result = work.run(connection);
      connection.commit();
      control.give(connection);
      return result;
    } catch (SQLException | RuntimeException e) {
      discard(connection);
      throw e;
    }
  }

  /** Like {@link #transaction} for reading control tables that may not exist yet. */
  <T> T ask(String doing, T nothing, Work<T> work) {
    return transaction(
        doing,
        c -> {
          if (!prepared) {
            prepared = Migrator.present(c);
          }
          return prepared ? work.run(c) : nothing;
        });
  }

  /** A new connection, outside of transactions only until its first statement. */
  Connection open(Purpose purpose, String detail) throws SQLException {
    Connection connection = source(name(purpose, detail)).getConnection();
    try {
      Sql.execute(connection, SESSION + purpose.setUp());
      if (!settings.patience().isZero()) {
        Sql.execute(connection, "SET statement_timeout = " + settings.patience().toMillis());
      }
      if (purpose == Purpose.APPLY) {
        replicaRole(connection);
      }
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      discard(connection);
      throw e;
    }
  }

  /** Name of a session as the target lists it. */
  String name(Purpose purpose, String detail) {
    String name =
        "crossfade "
            + purpose.name().toLowerCase(Locale.ROOT)
            + " "
            + settings.migration()
            + (detail.isEmpty() ? "" : " " + detail);
    return name.length() <= NAME_LIMIT ? name : name.substring(0, NAME_LIMIT);
  }

  /** Ends a connection whatever its state, without waiting. */
  static void discard(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.abort(DIRECT);
      } catch (SQLException e) {
        log.debug("closing a target connection failed state={}", SqlErrors.state(e));
      }
    }
  }

  /** A connection for loading, new or kept from before. */
  Connection forLoad() throws SQLException {
    Connection kept = loads.take();
    return kept == null ? open(Purpose.LOAD, "") : kept;
  }

  /** Takes back a connection of {@link #forLoad} that is in order, whatever transaction it has. */
  void keepForLoad(Connection connection) {
    loads.give(connection);
  }

  @Override
  public void close() {
    control.close();
    loads.close();
  }

  /** Triggers and cascades that users add to production must not fire again for applied changes. */
  private static void replicaRole(Connection connection) throws SQLException {
    try {
      Sql.execute(connection, "SET session_replication_role = replica");
    } catch (SQLException e) {
      if (!"42501".equals(e.getSQLState())) {
        throw e;
      }
      log.debug("session_replication_role is not granted");
    }
  }

  private PGSimpleDataSource source(String name) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {settings.host()});
    source.setPortNumbers(new int[] {settings.port()});
    source.setDatabaseName(settings.database());
    source.setUser(settings.user());
    source.setPassword(settings.password());
    source.setApplicationName(name);
    // the name comes with the first message: a fence refuses sessions of ours that have none
    source.setAssumeMinServerVersion("12");
    source.setTcpKeepAlive(true);
    source.setConnectTimeout(10);
    source.setPrepareThreshold(3);
    // the driver would repeat the whole statement, with the values of its rows, in its message
    source.setLogServerErrorDetail(false);
    source.setLoginTimeout(LOGIN_SECONDS);
    if (!settings.patience().isZero()) {
      int seconds = (int) settings.patience().toSeconds() + GRACE_SECONDS;
      source.setLoginTimeout(Math.min(LOGIN_SECONDS, seconds));
      source.setSocketTimeout(seconds);
    }
    for (Map.Entry<String, String> each : settings.tls().postgres().entrySet()) {
      source.setProperty(each.getKey(), each.getValue());
    }
    return source;
  }
}
