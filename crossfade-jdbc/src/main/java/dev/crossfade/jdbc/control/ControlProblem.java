package dev.crossfade.jdbc.control;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.jdbc.sql.SqlErrors;
import java.sql.SQLException;

/** What can go wrong with a control store. */
enum ControlProblem implements ProblemCode {
  /** The control store cannot be reached or is busy. */
  STORE_UNAVAILABLE(3061, Kind.TRANSIENT),
  /** The control store refused a statement, for example for lack of a privilege. */
  STORE_REFUSED(3062, Kind.OPERATOR),
  /** The answer to a write into a journal was lost. */
  WRITE_UNKNOWN(3063, Kind.ESCALATE),
  /** The control store was used by a newer version of Crossfade. */
  STORE_NEWER(3064, Kind.OPERATOR);

  private final int number;
  private final Kind kind;

  ControlProblem(int number, Kind kind) {
    this.number = number;
    this.kind = kind;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  static ProblemException of(String doing, SQLException error) {
    boolean passes = SqlErrors.isTransient(error);
    return Problem.of(
            passes ? STORE_UNAVAILABLE : STORE_REFUSED,
            "The control store failed while " + doing,
            SqlErrors.describe(error),
            passes ? "It is tried again" : "Check the privileges of its user")
        .raise(error);
  }

  static Problem unknown(SQLException error) {
    return Problem.of(
        WRITE_UNKNOWN,
        "The answer to a write into a journal was lost",
        SqlErrors.describe(error),
        "Crossfade reads the journal to find out; nothing is written twice");
  }
}
