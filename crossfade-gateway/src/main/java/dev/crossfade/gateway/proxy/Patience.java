package dev.crossfade.gateway.proxy;

import java.time.Duration;

/**
 * How long a request may take: for what it waits for now, which begins anew whenever something
 * moves, and altogether, which nothing prolongs. One event loop.
 */
final class Patience {

  private final long end;
  private long until;

  Patience(long begun, Duration total) {
    this.end = begun + total.toNanos();
    this.until = end;
  }

  /** From now on it waits for something else, so long. */
  void within(Duration time) {
    since(System.nanoTime(), time);
  }

  /** The same from a moment on. */
  void since(long moment, Duration time) {
    until = moment + time.toNanos();
  }

  boolean over(long now) {
    return now - until > 0 || now - end > 0;
  }
}
