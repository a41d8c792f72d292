package dev.crossfade.oracle.fence;

import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Tries one place twenty times a second, until told to stop. */
final class Prober implements Runnable {

  private static final long PERIOD_NANOS = 50_000_000;

  private final ProbedTable place;
  private final ProbeLog log;
  private volatile boolean running = true;
  private @Nullable Connection connection;
  private long number;

  Prober(ProbedTable place, ProbeLog log) {
    this.place = place;
    this.log = log;
  }

  /** Tries once. */
  static Attempt.Result once(ProbedTable place) {
    Prober prober = new Prober(place, new ProbeLog());
    try {
      return prober.result();
    } finally {
      prober.close();
    }
  }

  void stop() {
    running = false;
  }

  @Override
  public void run() {
    while (running) {
      long begin = System.nanoTime();
      Attempt.Result result = result();
      log.add(place, new Attempt(begin, System.nanoTime(), result));
      LockSupport.parkNanos(begin + PERIOD_NANOS - System.nanoTime());
    }
    close();
  }

  private Attempt.Result result() {
    try {
      return tried(connected());
    } catch (SQLException e) {
      close();
      return Attempt.Result.UNKNOWN;
    }
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = place.database().connect();
      connection = open;
    }
    return open;
  }

  /** In one statement, which is a transaction. */
  private Attempt.Result tried(Connection open) throws SQLException {
    number++;
    try {
      int rows = Sql.update(open, place.update(), number % 1_000);
      return rows == 1 ? Attempt.Result.ACCEPTED : Attempt.Result.UNKNOWN;
    } catch (SQLException e) {
      if (open.isValid(1)) {
        return Attempt.Result.REFUSED;
      }
      throw e;
    }
  }

  private void close() {
    Connection old = connection;
    connection = null;
    if (old != null) {
      try {
        old.close();
      } catch (SQLException e) {
        // it was lost
      }
    }
  }
}
