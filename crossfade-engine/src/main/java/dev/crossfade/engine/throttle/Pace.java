package dev.crossfade.engine.throttle;

import java.util.function.LongSupplier;

/**
 * How fast rows of one source may be read by all workers of this process together: a bucket of
 * tokens that fills at a rate which may change at any moment. Thread-safe.
 */
public final class Pace {

  /** No bound. */
  public static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  private static final double SECOND = 1e9;

  /** What may be taken at once after a rest; longer bursts would be felt by the source. */
  private static final double BURST_SECONDS = 0.02;

  private final LongSupplier nanos;
  private double rate;
  private double tokens;
  private long filled;
  private long taken;

  /**
   * @param rate rows per second to begin with
   * @param nanos a clock that never goes back
   */
  public Pace(double rate, LongSupplier nanos) {
    this.nanos = nanos;
    this.rate = rate;
    this.filled = nanos.getAsLong();
  }

  /** A pace that holds nobody up. */
  public static Pace free() {
    return new Pace(UNBOUNDED, System::nanoTime);
  }

  /** Takes so many rows, and tells how long to wait before asking for more; 0 is not at all. */
  public synchronized long take(int rows) {
    taken += rows;
    if (rate == UNBOUNDED) {
      return 0;
    }
    fill();
    tokens -= rows;
    return wait(rate);
  }

  /** How long to wait from now on, after the rate may have changed. */
  public synchronized long rest() {
    if (rate == UNBOUNDED) {
      return 0;
    }
    fill();
    return wait(rate);
  }

  /** While nothing may be read at all a reader looks again from time to time. */
  private long wait(double current) {
    if (tokens >= 0 && current > 0) {
      return 0;
    }
    return current <= 0 ? (long) SECOND : (long) Math.ceil(-tokens / current * SECOND);
  }

  /** Debts of a faster time are forgiven down to one burst, so that a pause ends when it ends. */
  synchronized void rate(double rowsPerSecond) {
    if (rowsPerSecond == rate) {
      return;
    }
    fill();
    rate = rowsPerSecond;
    tokens = rate == UNBOUNDED ? 0 : Math.max(tokens, -rate * BURST_SECONDS);
  }

  /** Rows taken so far. */
  synchronized long taken() {
    return taken;
  }

  private void fill() {
    long now = nanos.getAsLong();
    if (rate != UNBOUNDED) {
      tokens = Math.min(tokens + rate * (now - filled) / SECOND, rate * BURST_SECONDS);
    }
    filled = now;
  }
}
