package dev.crossfade.jdbc.sql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.check.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements of a user's own that write, and a query that sees what they did. Only what a rollback
 * undoes is let through.
 *
 * @param statements run first
 * @param query asked then
 */
public record ScratchScript(List<String> statements, String query) {

  private static final Pattern WRITES =
      Pattern.compile(
          "(insert|update|delete|replace|merge|select|with|create\\s+temp(orary)?\\s+table"
              + "|drop\\s+temporary\\s+table)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What a rollback leaves as it is, beside what no query may do. */
  private static final Pattern STAYS =
      Pattern.compile(
          "\\b(nextval|setval|lastval|(out|dump)file|engine|commit|xa)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern INTO = Pattern.compile("\\binto\\b", Pattern.CASE_INSENSITIVE);

  public ScratchScript {
    statements = List.copyOf(statements);
  }

  /** The script, if it is one. */
  public static ScratchScript of(List<String> statements, String query) {
    return new ScratchScript(
        statements.stream().map(ScratchScript::allowed).toList(), ReadOnlyQuery.only(query));
  }

  private static String allowed(String statement) {
    String text = statement.strip();
    text = text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
    Matcher stays = STAYS.matcher(text);
    if (stays.find()) {
      throw refused("There is '" + stays.group() + "' in it.");
    }
    if (!WRITES.matcher(text).matches() || text.indexOf(';') >= 0) {
      throw refused(
          text.indexOf(';') < 0
              ? "It begins with " + text.split("\\s", 2)[0] + "."
              : "There is a semicolon in it.");
    }
    ReadOnlyQuery.refuseActs(INTO.matcher(text).replaceAll(" "));
    return text;
  }

  private static RuntimeException refused(String why) {
    return Problem.of(
            SqlProblem.NOT_A_QUERY,
            "A job does what cannot be rolled back for certain.",
            why,
            "Leave it out, also of texts and comments; write INSERT, UPDATE, DELETE, MERGE,"
                + " REPLACE or CREATE TEMPORARY TABLE.")
        .raise();
  }

  /** Runs it within the open transaction, which the caller rolls back. */
  public Answer run(Connection connection, int most) throws SQLException {
    for (String each : statements) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(each);
      }
    }
    return ReadOnlyQuery.ask(connection, query, most);
  }
}
