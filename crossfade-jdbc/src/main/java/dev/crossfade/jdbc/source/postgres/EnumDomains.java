package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Types that pass for enumerations but have no labels of their own: domains over one, and empty
 * ones. Debezium reads every type of the database when it starts, and stops at such a type even if
 * no table uses it.
 */
final class EnumDomains {

  private static final String WITHOUT_LABELS =
      """
      SELECT format_type(t.oid, NULL) AS name, t.typtype = 'd' AS is_domain FROM pg_type t
      WHERE t.typcategory = 'E' AND t.typtype IN ('d', 'e')
        AND NOT EXISTS (SELECT FROM pg_enum e WHERE e.enumtypid = t.oid)
      ORDER BY 1
      """;

  private EnumDomains() {}

  static List<Problem> problems(Connection connection, SourceSettings settings)
      throws SQLException {
    List<Problem> problems = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(WITHOUT_LABELS)) {
      while (row.next()) {
        problems.add(problem(row.getString("name"), row.getBoolean("is_domain"), settings));
      }
    }
    return problems;
  }

  private static Problem problem(String name, boolean domain, SourceSettings settings) {
    return Problem.of(
        SourceProblem.LOG_NOT_READABLE,
        "Source "
            + settings.source()
            + " has type "
            + name
            + (domain ? ", a domain over an enum" : ", an enum without labels"),
        "Debezium stops when it reads such a type, even if no migrated table uses it",
        domain
            ? "give its columns the enum's own type (ALTER TABLE … ALTER COLUMN … TYPE …), then"
                + " DROP DOMAIN "
                + name
            : "DROP TYPE " + name + ", or ALTER TYPE " + name + " ADD VALUE …");
  }
}
