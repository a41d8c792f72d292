package dev.crossfade.server.wiring;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.Map;
import java.util.Optional;

/** Rows are written again behind the streams of published entities only. */
final class AllLive {

  private AllLive() {}

  /**
   * Makes sure that everything is published.
   *
   * @throws dev.crossfade.core.problem.ProblemException when something is not
   */
  static void require(TargetDatabase target) {
    problem(target)
        .ifPresent(
            problem -> {
              throw problem.raise();
            });
  }

  /** What is wrong when something is not published. */
  static Optional<Problem> problem(TargetDatabase target) {
    Map<String, EntityState> states = target.progress().entityStates();
    boolean live =
        !states.isEmpty() && states.values().stream().allMatch(s -> s == EntityState.LIVE);
    return live
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ServerProblem.NOT_PUBLISHED,
                "Not everything is published yet.",
                "Rows are written again behind the stream of a published entity.",
                "Wait until crossfade status says that everything is published."));
  }
}
