package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;

/** How many refused rows are too many. */
final class Quarantines {

  private Quarantines() {}

  static void requireFew(RunInputs inputs, long quarantined) {
    long limit = inputs.spec().settings().quarantineLimit();
    if (quarantined > limit) {
      throw Problem.of(
              EngineProblem.TOO_MANY_REFUSED,
              quarantined + " rows are in quarantine, more than the limit of " + limit,
              "so many refused rows mean that a mapping does not fit its source",
              "look at `crossfade quarantine list`, correct the mapping, or raise"
                  + " settings.quarantineLimit")
          .raise();
    }
  }
}
