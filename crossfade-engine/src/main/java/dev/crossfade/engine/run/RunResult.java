package dev.crossfade.engine.run;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.problem.Problem;
import java.util.List;

/**
 * How a run ended.
 *
 * @param phase one of the final phases
 * @param verdicts of the verification, if there was one
 * @param problems what stopped something
 */
public record RunResult(RunPhase phase, List<Verdict> verdicts, List<Problem> problems) {

  public RunResult {
    verdicts = List.copyOf(verdicts);
    problems = List.copyOf(problems);
  }

  /** Whether it reached its end and every verdict is EQUAL. */
  public boolean good() {
    return phase == RunPhase.DONE
        && problems.isEmpty()
        && verdicts.stream().allMatch(verdict -> verdict.result() == Verdict.Result.EQUAL);
  }
}
