package dev.crossfade.core.check;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can be wrong with a graph of checks. */
public enum CheckProblem implements ProblemCode {
  /** Checks wait for each other in a circle. */
  CYCLE(5081),
  /** A check is named that does not exist. */
  UNKNOWN_CHECK(5082);

  private final int number;

  CheckProblem(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Kind kind() {
    return Kind.OPERATOR;
  }
}
