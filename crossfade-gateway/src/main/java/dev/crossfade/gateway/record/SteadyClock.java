package dev.crossfade.gateway.record;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time of this process: that of the wall when it began, and since then what really passed, so
 * that a clock that is set does not end or prolong anything.
 */
public final class SteadyClock {

  private final Instant start;
  private final long origin;
  private final LongSupplier nanos;

  public SteadyClock(Instant start, LongSupplier nanos) {
    this.start = start;
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
  }

  /** The clock of this process. */
  public static SteadyClock ofProcess() {
    return new SteadyClock(Instant.now(), System::nanoTime);
  }

  /** Only goes forward; only differences mean something. */
  public long nanos() {
    return nanos.getAsLong();
  }

  /**
   * Milliseconds of the wall: it goes on while the machine sleeps, which the other may not. Only
   * good for finding out that more time has passed than the other says.
   */
  public long wall() {
    return System.currentTimeMillis();
  }

  public Instant instant() {
    return start.plusNanos(nanos.getAsLong() - origin);
  }
}
