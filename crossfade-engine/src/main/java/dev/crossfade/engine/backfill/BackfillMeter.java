package dev.crossfade.engine.backfill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Counts rows read by all workers of this process and tells how fast they come. Thread-safe. */
public final class BackfillMeter {

  private static final Duration WINDOW = Duration.ofSeconds(15);
  private static final Duration GRAIN = Duration.ofMillis(500);

  private final Clock clock;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private @Nullable Instant first;
  private @Nullable Instant last;
  private long rows;

  public BackfillMeter(Clock clock) {
    this.clock = clock;
  }

  private record Sample(Instant at, long rows) {}

  synchronized void started() {
    if (first == null) {
      first = clock.instant();
    }
  }

  synchronized void add(long more) {
    Instant now = clock.instant();
    rows += more;
    last = now;
    Sample newest = samples.peekLast();
    if (newest == null || newest.at().plus(GRAIN).isBefore(now)) {
      samples.add(new Sample(now, rows));
    }
    while (!samples.isEmpty() && samples.getFirst().at().plus(WINDOW).isBefore(now)) {
      samples.removeFirst();
    }
  }

  /** Rows read by this process so far, also of chunks that are not done. */
  public synchronized long rows() {
    return rows;
  }

  /** Rows per second since the first chunk began, until the last row came. */
  public synchronized double overall() {
    return first == null || last == null ? 0 : perSecond(rows, first, last);
  }

  /** Rows per second over the last seconds. */
  public synchronized double recent() {
    Sample oldest = samples.peekFirst();
    return oldest == null ? 0 : perSecond(rows - oldest.rows(), oldest.at(), clock.instant());
  }

  /** From the first chunk's begin to the last row so far. */
  public synchronized Duration elapsed() {
    return first == null || last == null ? Duration.ZERO : Duration.between(first, last);
  }

  private static double perSecond(long rows, Instant from, Instant to) {
    long millis = Duration.between(from, to).toMillis();
    return millis <= 0 ? 0 : rows * 1000.0 / millis;
  }
}
