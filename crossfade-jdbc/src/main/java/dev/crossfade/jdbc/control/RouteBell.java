package dev.crossfade.jdbc.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes those who wait for another route record, by a notification that arrives with its commit. It
 * has a connection of its own, which does nothing but listen. Where notifications do not come
 * through, as behind a pooler, everybody waits his time out. Thread-safe; one listens at a time.
 */
final class RouteBell implements AutoCloseable {

  private static final String CHANNEL = "crossfade_route";

  private static final Logger LOG = LoggerFactory.getLogger(RouteBell.class);

  private final ControlDatabase database;
  private volatile @Nullable Connection listening;
  private @Nullable FutureTask<Boolean> opening;
  private volatile boolean closed;

  RouteBell(ControlDatabase database) {
    this.database = database;
  }

  /** Wakes everybody once the caller's transaction is committed. */
  static void ring(Connection connection, String group) throws SQLException {
    try (PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
      notify.setString(1, CHANNEL);
      notify.setString(2, group);
      notify.execute();
    }
  }

  /** Waits for a ring, but no longer. Whoever begins to listen does not know what he has missed. */
  synchronized void await(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      Connection open = listening;
      if (open == null) {
        listen(longest);
      } else {
        open.unwrap(PGConnection.class).getNotifications((int) Math.max(1, longest.toMillis()));
      }
    } catch (SQLException e) {
      abort();
      sleep(end);
    }
  }

  /** Opening a connection may take longer than anybody may wait, and goes on meanwhile. */
  private void listen(Duration longest) throws SQLException {
    FutureTask<Boolean> begun = opening;
    if (begun == null) {
      begun = new FutureTask<>(this::listen);
      opening = begun;
      Thread thread = new Thread(begun, "route bell");
      thread.setDaemon(true);
      thread.start();
    }
    try {
      begun.get(longest.toNanos(), TimeUnit.NANOSECONDS);
      opening = null;
    } catch (TimeoutException e) {
      LOG.debug("the connection that hears of route records is not there yet");
    } catch (ExecutionException e) {
      opening = null;
      throw new SQLException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean listen() throws SQLException {
    Connection opened = database.open();
    listening = opened;
    try (Statement statement = opened.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    } catch (SQLException e) {
      abort();
      throw e;
    }
    if (closed) {
      abort();
    }
    return true;
  }

  /** A store that is away is not asked without a pause. */
  private static void sleep(long end) {
    try {
      TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void abort() {
    Connection open = listening;
    listening = null;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        // it is gone either way
      }
    }
  }

  /** Ends the wait of whoever listens. */
  @Override
  public void close() {
    closed = true;
    abort();
  }
}
