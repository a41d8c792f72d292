package dev.crossfade.embedded.process;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.embedded.EmbeddedProblem;

/** Turns an interrupt into a problem and keeps the thread's flag. */
final class Interrupted {

  private Interrupted() {}

  static ProblemException during(String activity) {
    Thread.currentThread().interrupt();
    return problem(activity);
  }

  /** The same when somebody closes the service from another thread. */
  static ProblemException problem(String activity) {
    return Problem.of(
            EmbeddedProblem.INTERRUPTED,
            "Interrupted during: " + activity + ".",
            "The caller asked to stop.",
            "Start again.")
        .raise();
  }
}
