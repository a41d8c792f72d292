package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.reverse.LegacyProblems;
import dev.crossfade.spi.reverse.LegacyTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What stands in the way of writing to tables of a PostgreSQL source. */
final class PostgresLegacyChecks {

  private static final String OF =
      " JOIN pg_class c ON c.oid = %s JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ?";

  private static final String PRIVILEGES =
      "SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p"
          + " CROSS JOIN pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ?"
          + " AND NOT has_table_privilege(c.oid, p)";

  /** Those that fire whatever the role of the session, and the ordinary ones unless it is ours. */
  private static final String TRIGGERS =
      "SELECT t.tgname FROM pg_trigger t"
          + OF.formatted("t.tgrelid")
          + " AND NOT t.tgisinternal AND t.tgenabled::text = ANY"
          + " (CASE WHEN current_setting('session_replication_role') = 'replica'"
          + " THEN ARRAY['A', 'R'] ELSE ARRAY['A', 'O'] END) ORDER BY t.tgname";

  private static final String WITHOUT_DEFAULT =
      "SELECT a.attname FROM pg_attribute a JOIN pg_type d ON d.oid = a.atttypid"
          + OF.formatted("a.attrelid")
          + " AND a.attnum > 0 AND NOT a.attisdropped AND NOT a.atthasdef"
          + " AND a.attidentity = '' AND d.typdefault IS NULL";

  private final Connection connection;
  private final String user;

  PostgresLegacyChecks(Connection connection, String user) {
    this.connection = connection;
    this.user = user;
  }

  List<Problem> problems(LegacyTable legacy) throws SQLException {
    TableId table = legacy.table().id();
    List<Problem> problems = new ArrayList<>();
    List<String> missing = names(PRIVILEGES, table);
    if (!missing.isEmpty()) {
      problems.add(LegacyProblems.privilegeMissing(table, String.join(", ", missing), user));
    }
    List<String> triggers = names(TRIGGERS, table);
    if (!triggers.isEmpty()) {
      problems.add(
          LegacyProblems.triggersFire(
              table,
              triggers,
              "GRANT SET ON PARAMETER session_replication_role TO "
                  + user
                  + ", and let no trigger be ENABLE ALWAYS or REPLICA"));
    }
    List<String> without = names(WITHOUT_DEFAULT, table);
    for (String column : legacy.needDefaults()) {
      if (without.contains(column)) {
        problems.add(LegacyProblems.defaultMissing(table, column));
      }
    }
    return problems;
  }

  private List<String> names(String sql, TableId table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.name());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
    }
    return names;
  }
}
