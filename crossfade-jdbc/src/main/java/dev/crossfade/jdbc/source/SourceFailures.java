package dev.crossfade.jdbc.source;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.jdbc.sql.SqlErrors;
import java.sql.SQLException;

/** Turns errors of a source's driver into problems. Stateless but for the source's name. */
public final class SourceFailures {

  private final SourceSettings settings;

  public SourceFailures(SourceSettings settings) {
    this.settings = settings;
  }

  /**
   * @param doing what was attempted, as in "cannot {@code list the tables} of source …"
   */
  public ProblemException of(String doing, SQLException error) {
    return problem(doing, error)
        .with("source", settings.source())
        .with(SqlErrors.STATE, SqlErrors.state(error))
        .raise(error);
  }

  private Problem problem(String doing, SQLException error) {
    String what = "Cannot " + doing + " of source " + settings.label();
    String why = SqlErrors.describe(error);
    return switch (SqlErrors.kind(error)) {
      case TRANSIENT ->
          Problem.of(
              SourceProblem.UNREACHABLE, what, why, "check that the database runs and answers");
      case DATA ->
          Problem.of(SourceProblem.VALUE_UNREADABLE, what, why, "look at the source's own log");
      default ->
          Problem.of(
              SourceProblem.STATEMENT_REFUSED,
              what,
              why,
              "check the privileges of user " + settings.user() + " and the server's settings");
    };
  }
}
