package dev.crossfade.engine.cutover;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;

/** What nobody expects while writes wait; that they go on matters more than why. */
final class Defect {

  private Defect() {}

  static Problem problem(RuntimeException e) {
    return e instanceof ProblemException known
        ? known.problem()
        : Problem.of(
            EngineProblem.UNEXPECTED,
            "moving clients met an unexpected " + e.getClass().getSimpleName(),
            String.valueOf(e.getMessage()),
            "nothing to do: it goes back; report it with the log");
  }
}
