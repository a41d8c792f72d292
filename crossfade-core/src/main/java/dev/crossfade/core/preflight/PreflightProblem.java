package dev.crossfade.core.preflight;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can keep clients from being moved although all data is where it should be. */
public enum PreflightProblem implements ProblemCode {
  /** The specification says at which times clients may be moved, and it is another time. */
  OUTSIDE_CHANGE_WINDOW(5093),
  /** Clients were not brought back lately, which the specification asks for. */
  NOT_REHEARSED(5094),
  /** A gateway runs another version of Crossfade, or does not tell which. */
  VERSIONS_DIFFER(5095),
  /** The clock of a database is not that of this process, so ages and limits mean little. */
  CLOCKS_APART(5096);

  private final int number;

  PreflightProblem(int number) {
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
