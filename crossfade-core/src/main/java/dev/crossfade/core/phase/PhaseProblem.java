package dev.crossfade.core.phase;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** Why something that was asked for is refused. */
public enum PhaseProblem implements ProblemCode {
  /** What was asked for is not possible in the phase in which the migration is. */
  NOT_IN_THIS_PHASE(5051),
  /** A gate is closed: something has to be put right before. */
  GATE_CLOSED(5052);

  private final int number;

  PhaseProblem(int number) {
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
