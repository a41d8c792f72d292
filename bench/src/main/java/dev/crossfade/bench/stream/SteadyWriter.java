package dev.crossfade.bench.stream;

import dev.crossfade.bench.data.Pair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Commits ten new rows every ten milliseconds, and sees when they arrive. */
final class SteadyWriter {

  private static final int ROWS = 10;
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long FIRST = 500_000_000L;
  private static final int LEFT_OUT = 500;

  /** So often it looks who wants to know when each has arrived. */
  static final long CLOSELY = TimeUnit.MICROSECONDS.toNanos(500);

  /** So often who wants to know what the arriving costs, and not the looking. */
  static final long RARELY = TimeUnit.MILLISECONDS.toNanos(250);

  private final Pair pair;
  private final String query;
  private final long pause;

  SteadyWriter(Pair pair, String table, String key, long pause) {
    this.pair = pair;
    this.pause = pause;
    this.query = "SELECT max(" + key + ") FROM " + table;
  }

  /** Milliseconds of every transaction. */
  List<Double> run(int seconds) throws Exception {
    return run(seconds, FIRST);
  }

  /** The same with rows that begin with another key. */
  List<Double> run(int seconds, long first) throws Exception {
    int transactions = seconds * 100;
    ExecutorService watching = Executors.newSingleThreadExecutor();
    try {
      Future<long[]> seen = watching.submit(() -> watch(transactions, first));
      long[] committed = write(transactions, first);
      long[] arrived = seen.get(120, TimeUnit.SECONDS);
      List<Double> milliseconds = new ArrayList<>();
      for (int i = LEFT_OUT; i < transactions; i++) {
        milliseconds.add(Math.max(0, arrived[i] - committed[i]) / 1e6);
      }
      return milliseconds;
    } finally {
      watching.shutdownNow();
    }
  }

  private long[] write(int transactions, long first) throws SQLException, InterruptedException {
    long[] committed = new long[transactions];
    try (Connection connection = pair.source().connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO contacts SELECT ? + n, external_id, email, phone, first_name,"
                    + " last_name, company, job_title, country, region_text, lead_score, budget,"
                    + " opted_in, attributes, registered_at, created_at, updated_at FROM contacts,"
                    + " generate_series(1, ?) n WHERE id = 1")) {
      long start = System.nanoTime();
      for (int i = 0; i < transactions; i++) {
        long wait = start + i * PERIOD - System.nanoTime();
        if (wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
        }
        insert.setLong(1, first + (long) i * ROWS);
        insert.setInt(2, ROWS);
        insert.executeUpdate();
        committed[i] = System.nanoTime();
      }
    }
    return committed;
  }

  private long[] watch(int transactions, long first) throws SQLException {
    long[] arrived = new long[transactions];
    int next = 0;
    try (Connection connection = pair.target().connect();
        PreparedStatement asking = connection.prepareStatement(query)) {
      while (next < transactions && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(pause);
        long most;
        try (ResultSet rows = asking.executeQuery()) {
          rows.next();
          most = rows.getLong(1);
        }
        long now = System.nanoTime();
        while (next < transactions && first + (next + 1L) * ROWS <= most) {
          arrived[next++] = now;
        }
      }
    }
    return arrived;
  }
}
