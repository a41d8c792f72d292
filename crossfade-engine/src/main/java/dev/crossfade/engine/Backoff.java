package dev.crossfade.engine;

import java.time.Duration;

/** Growing rests between attempts: 50 ms doubling up to 5 s. Not thread-safe. */
final class Backoff {

  private static final long FIRST_MILLIS = 50;
  private static final int MOST_DOUBLINGS = 7;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private int failures;

  Duration next() {
    Duration rest = Duration.ofMillis(FIRST_MILLIS << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
  }

  int failures() {
    return failures;
  }

  void reset() {
    failures = 0;
  }
}
