package dev.crossfade.bench.stages;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** From the acknowledged commit at the source to visible in production, at a fixed rate. */
final class Latency {

  private static final int RATE = 1_000;
  private static final int SECONDS = 15;
  private static final int PER_TRANSACTION = 10;
  private static final int PROBE_EVERY = 5;
  private static final String MARKER = "latency-";

  private final Stack stack;
  private final Map<Integer, Long> committed = new ConcurrentHashMap<>();

  Latency(Stack stack) {
    this.stack = stack;
  }

  String measure() throws Exception {
    int transactions = RATE * SECONDS / PER_TRANSACTION;
    AtomicBoolean over = new AtomicBoolean();
    double[] millis = new double[transactions / PROBE_EVERY];
    Thread watch = new Thread(() -> watch(millis, over), "latency-watch");
    watch.start();
    long start = System.nanoTime();
    try (Connection crm = Stack.connect(stack.crm)) {
      crm.setAutoCommit(false);
      try (PreparedStatement update =
          crm.prepareStatement("UPDATE contacts SET job_title = ? WHERE id BETWEEN ? AND ?")) {
        for (int i = 0; i < transactions; i++) {
          long due = start + i * 1_000_000_000L * PER_TRANSACTION / RATE;
          while (System.nanoTime() < due) {
            Thread.sleep(0, 200_000);
          }
          int first = i % PROBE_EVERY == 0 ? 1 : 101 + i % 1_000 * PER_TRANSACTION;
          update.setString(1, MARKER + i);
          update.setInt(2, first);
          update.setInt(3, first + PER_TRANSACTION - 1);
          update.executeUpdate();
          crm.commit();
          if (i % PROBE_EVERY == 0) {
            committed.put(i / PROBE_EVERY, System.nanoTime());
          }
        }
      }
    }
    watch.join(10_000);
    over.set(true);
    watch.join();
    double[] after = Arrays.copyOfRange(millis, millis.length / 5, millis.length);
    Arrays.sort(after);
    return String.format(
        Locale.ROOT,
        "latency at %d changes/s, %d samples: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms",
        RATE,
        after.length,
        after[after.length / 2],
        after[after.length * 9 / 10],
        after[after.length * 99 / 100],
        after[after.length - 1]);
  }

  private void watch(double[] millis, AtomicBoolean over) {
    int seen = -1;
    try (Connection unified = Stack.connect(stack.unified);
        PreparedStatement look =
            unified.prepareStatement(
                "SELECT job_title FROM marketing.contact WHERE contact_id = 1")) {
      while (!over.get() && seen < millis.length - 1) {
        int now = seen;
        try (ResultSet row = look.executeQuery()) {
          row.next();
          String title = row.getString(1);
          if (title != null && title.startsWith(MARKER)) {
            now = Integer.parseInt(title.substring(MARKER.length())) / PROBE_EVERY;
          }
        }
        long at = System.nanoTime();
        for (; seen < now; seen++) {
          Long from = committed.get(seen + 1);
          // seen before the writer could note its commit
          millis[seen + 1] = from == null ? 0 : (at - from) / 1e6;
        }
        Thread.sleep(1);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
