package dev.crossfade.jdbc.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Wakes those who wait for another route record, by a notification that arrives with its commit. It
 * has a connection of its own, which does nothing but listen. Where notifications do not come
 * through, as behind a pooler, everybody waits his time out. Thread-safe; one listens at a time.
 */
final class RouteBell implements AutoCloseable {

  private static final String CHANNEL = "crossfade_route";

  private final ControlDatabase database;
  private volatile @Nullable Connection listening;
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
        listen();
      } else {
        open.unwrap(PGConnection.class).getNotifications((int) Math.max(1, longest.toMillis()));
      }
    } catch (SQLException e) {
      abort();
      sleep(end);
    }
  }

  private void listen() throws SQLException {
    Connection opened = database.open();
    listening = opened;
    try (Statement statement = opened.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    }
    if (closed) {
      abort();
    }
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
