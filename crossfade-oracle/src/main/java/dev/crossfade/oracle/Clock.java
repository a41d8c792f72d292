package dev.crossfade.oracle;

import java.time.Instant;

/** Wall-clock microseconds, shared by all processes of one machine. */
public final class Clock {

  private Clock() {}

  /** Microseconds since the epoch. */
  public static long micros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
