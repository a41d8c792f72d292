package dev.crossfade.server.wiring;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.verify.EntityComparison;
import java.time.Duration;

/**
 * Compares entities while a run goes on; begins an entity again when a system was away meanwhile,
 * as the run itself does.
 */
final class PatientVerification implements EntityComparison {
  private static final String TASK = "verification";
  private static final Duration FIRST_REST = Duration.ofMillis(250);
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  private final EntityComparison comparison;
  private final MigrationRun run;
  private final Pause pause;

  PatientVerification(EntityComparison comparison, MigrationRun run, Pause pause) {
    this.comparison = comparison;
    this.run = run;
    this.pause = pause;
  }

  /**
   * @throws ProblemException with what does not pass by itself
   * @throws InterruptedException when the run lets go
   */
  @Override
  public Verdict verify(String entity) throws InterruptedException {
    Duration rest = FIRST_REST;
    try {
      while (true) {
        try {
          return comparison.verify(entity);
        } catch (ProblemException e) {
          again(e);
        }
        pause.sleep(rest);
        rest =
            rest.multipliedBy(2).compareTo(LONGEST_REST) < 0 ? rest.multipliedBy(2) : LONGEST_REST;
      }
    } finally {
      run.troubles().gone(TASK);
    }
  }

  private void again(ProblemException e) {
    Problem problem = e.problem();
    if (problem.code().kind() != Kind.TRANSIENT) {
      throw e;
    }
    if (run.progress().phase() == Phase.FAILED) {
      throw e;
    }
    run.troubles().failing(TASK, problem);
  }
}
