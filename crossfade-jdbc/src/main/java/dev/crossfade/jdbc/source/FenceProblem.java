package dev.crossfade.jdbc.source;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can keep a database from being fenced. */
public enum FenceProblem implements ProblemCode {
  /** We lack a right that the fence needs. */
  RIGHT_MISSING(2060),
  /** Somebody is connected, or something is set up, that writes in spite of a fence. */
  BYPASSED(2061),
  /** A transaction is prepared or open for long; the fence waits for its end. */
  IN_FLIGHT(2062),
  /** The fence of another migration has a table, too. */
  TABLE_SHARED(2063),
  /** A table in scope is not as a fence needs it. */
  TABLE_UNFIT(2064);

  private final int number;

  FenceProblem(int number) {
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
