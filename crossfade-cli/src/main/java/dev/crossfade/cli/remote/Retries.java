package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.Away;
import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.core.problem.Problem;
import java.time.Duration;

/**
 * Follows a server that may be away for a while, as one that restarts is: it is tried again with
 * longer and longer rests, for a good minute. One thread.
 */
final class Retries {

  private static final int MOST = 10;
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private boolean met;
  private int failures;

  /** The server answers. */
  void well() {
    met = true;
    failures = 0;
  }

  /**
   * It was asked in vain.
   *
   * @throws RuntimeException the failure, where it does not pass by itself, where nobody ever
   *     answered, and where it was tried often enough
   */
  void failed(RuntimeException failure) {
    failures++;
    if (!met || !Away.is(failure) || failures > MOST) {
      throw failure;
    }
  }

  /** A stream came to its end without a word. */
  void silent() {
    met = true;
    failed(
        Problem.of(
                ClientProblem.NOT_REACHED,
                "the stream of events ends again and again",
                "it ended " + (failures + 1) + " times without a word",
                "check that the server runs, and that nothing between here and there cuts streams")
            .raise());
  }

  /** Rests, longer the more often it failed. */
  void rest() {
    long millis = FIRST.toMillis() << Math.max(0, failures - 1);
    Waiting.rest(Duration.ofMillis(Math.min(millis, LONGEST.toMillis())));
  }
}
