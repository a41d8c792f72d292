package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.jdbc.sql.SqlErrors;
import dev.crossfade.spi.target.RowsRefusedException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns errors of the database into problems. */
final class Failures {

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String NOT_SUPPORTED = "0A000";

  private Failures() {}

  static ProblemException of(String doing, SQLException error) {
    return problem(doing, error)
        .with(SqlErrors.STATE, SqlErrors.state(error))
        .raise(withoutValues(error));
  }

  static Problem problem(String doing, SQLException error) {
    if (LOCK_NOT_AVAILABLE.equals(error.getSQLState())) {
      return Problem.of(
          TargetProblem.LOCK_NOT_GRANTED,
          "A lock in the target was not to be had in time while " + doing,
          "Another session uses the same tables",
          "It is tried again; end long transactions in the target if it persists");
    }
    Kind kind = stalePlan(error) ? Kind.TRANSIENT : SqlErrors.kind(error);
    TargetProblem code =
        switch (kind) {
          case TRANSIENT -> TargetProblem.UNAVAILABLE;
          case DATA -> TargetProblem.DATA_REFUSED;
          default -> TargetProblem.STATEMENT_REFUSED;
        };
    return Problem.of(
        code,
        "The target failed while " + doing,
        SqlErrors.describe(error),
        kind == Kind.TRANSIENT ? "It is tried again" : "Check the privileges and the target's log");
  }

  static RowsRefusedException refused(SQLException error) {
    return new RowsRefusedException(
        SqlErrors.state(error), constraint(error), withoutValues(error));
  }

  /**
   * Whether a statement was refused, before it did anything, because its result has other columns
   * than when the session prepared it. Told by the server's routine: its messages are translated.
   */
  static boolean stalePlan(SQLException error) {
    ServerErrorMessage message = said(error);
    return NOT_SUPPORTED.equals(error.getSQLState())
        && message != null
        && "RevalidateCachedQuery".equals(message.getRoutine());
  }

  /** Name of the constraint or column an error is about, empty when unknown. */
  private static String constraint(SQLException error) {
    ServerErrorMessage message = said(error);
    if (message == null) {
      return "";
    }
    String name = message.getConstraint() != null ? message.getConstraint() : message.getColumn();
    return name == null ? "" : name;
  }

  /** What the server said; the failure of a batch has it as its cause. */
  private static @Nullable ServerErrorMessage said(SQLException error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
        return postgres.getServerErrorMessage();
      }
    }
    return null;
  }

  /** The cause as it may be logged: the database's own text for data errors repeats row values. */
  private static SQLException withoutValues(SQLException error) {
    SQLException safe = new SQLException(SqlErrors.describe(error), error.getSQLState());
    safe.setStackTrace(error.getStackTrace());
    return safe;
  }
}
