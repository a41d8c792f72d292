package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.sql.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;

/** Commits, and tells what is known when the answer does not come. */
final class Committing {

  private Committing() {}

  /** Everything before this call has been answered by the target. */
  static Outcome<Void> commit(Connection connection, String doing) {
    try {
      connection.commit();
      return Outcome.done();
    } catch (SQLException e) {
      return SqlErrors.rolledBack(e)
          ? new Outcome.NotDone<>(Failures.problem(doing, e))
          : new Outcome.Unknown<>(unknown(doing, e));
    }
  }

  private static Problem unknown(String doing, SQLException error) {
    return Problem.of(
        TargetProblem.COMMIT_UNKNOWN,
        "The answer to a COMMIT was lost while " + doing,
        SqlErrors.describe(error),
        "Crossfade reads the target to find out; nothing is applied twice");
  }
}
