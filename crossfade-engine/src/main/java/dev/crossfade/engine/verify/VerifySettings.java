package dev.crossfade.engine.verify;

import java.time.Duration;

/**
 * How a verification works.
 *
 * @param readers parallel readers per side
 * @param chunkRows rows per key range read at once
 * @param fencePatience how long published changes may take to reach a mark before the answer is
 *     "unknown"
 * @param stableRounds how often a difference must be seen unchanged, behind a fence each time,
 *     before it counts as a mismatch
 * @param maxRounds after how many rounds a row that keeps changing is called unsettled
 * @param pause waiting time before the second round; it doubles with every round up to 2 s
 */
public record VerifySettings(
    int readers,
    int chunkRows,
    Duration fencePatience,
    int stableRounds,
    int maxRounds,
    Duration pause) {

  public static final VerifySettings DEFAULTS =
      new VerifySettings(2, 50_000, Duration.ofSeconds(60), 4, 20, Duration.ofMillis(50));

  /** The same with so many readers on each side. */
  public VerifySettings readers(int number) {
    return new VerifySettings(number, chunkRows, fencePatience, stableRounds, maxRounds, pause);
  }

  Duration pauseBefore(int round) {
    long millis = pause.toMillis() << Math.min(round, 10);
    return Duration.ofMillis(Math.min(millis, 2_000));
  }
}
