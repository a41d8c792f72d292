package dev.crossfade.core.phase;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** Why something that was asked for is refused. */
public enum PhaseProblem implements ProblemCode {
  /** What was asked for is not possible in the phase in which the migration is. */
  NOT_IN_THIS_PHASE(5051),
  /** A gate is closed: something has to be put right before. */
  GATE_CLOSED(5052),
  /** A gate opens only once enough people have agreed to what lies behind it. */
  NOT_SIGNED_OFF(5056),
  /** There is nothing to sign off now. */
  NOTHING_TO_SIGN(5057),
  /** A sign-off is void, used, revoked or unknown. */
  SIGN_OFF_GONE(5058),
  /** Only people sign off, not programs that act for them. */
  NOT_A_PERSON(5059),
  /** Whoever signs off has to have proven just before who he is. */
  NOT_FRESH(5060),
  /** Nobody signs off what he asked for himself, or signs off twice. */
  SIGNS_TWICE(5061);

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
