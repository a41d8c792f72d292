package dev.crossfade.core.phase;

import java.time.Duration;

/** How long to wait before a step is tried again: 100 ms, doubling, up to half a minute. */
final class Patience {

  private static final long FIRST_MILLIS = 100;
  private static final int MOST_DOUBLINGS = 10;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Patience() {}

  static Duration after(int attempts) {
    int doublings = Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS);
    Duration rest = Duration.ofMillis(FIRST_MILLIS << doublings);
    return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
  }
}
