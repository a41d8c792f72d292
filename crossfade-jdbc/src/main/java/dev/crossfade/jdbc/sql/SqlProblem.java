package dev.crossfade.jdbc.sql;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** Problems of addresses, whichever side they name. */
enum SqlProblem implements ProblemCode {
  URL_INVALID;

  @Override
  public int number() {
    return 2001;
  }

  @Override
  public Kind kind() {
    return Kind.OPERATOR;
  }
}
