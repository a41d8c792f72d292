package dev.crossfade.jdbc.sql;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** Problems of addresses, and of queries, whichever side they name. */
enum SqlProblem implements ProblemCode {
  /** A URL cannot be understood. */
  URL_INVALID(2001),
  /** A check is not one query, or might do more than read. */
  NOT_A_QUERY(2041);

  private final int number;

  SqlProblem(int number) {
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
