package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.reverse.LegacyProblems;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.spi.reverse.LegacyTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

  /** A table and all that its rows are kept in. */
  private static final String TREE =
      "WITH RECURSIVE tree AS (SELECT c.oid FROM pg_class c"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ? UNION"
          + " SELECT i.inhrelid FROM pg_inherits i JOIN tree ON i.inhparent = tree.oid) ";

  /** Those that fire whatever the role of the session, and the ordinary ones unless it is ours. */
  private static final String FIRES =
      " = ANY (CASE WHEN current_setting('session_replication_role') = 'replica'"
          + " THEN ARRAY['A', 'R'] ELSE ARRAY['A', 'O'] END)";

  private static final String TRIGGERS =
      TREE
          + "SELECT t.tgname FROM pg_trigger t WHERE t.tgrelid IN (SELECT oid FROM tree)"
          + " AND NOT t.tgisinternal AND t.tgenabled::text"
          + FIRES
          + " UNION SELECT r.rulename FROM pg_rewrite r WHERE r.ev_class IN (SELECT oid FROM tree)"
          + " AND r.ev_type <> '1' AND r.ev_enabled::text"
          + FIRES
          + " ORDER BY 1";

  /** Parts of a table whose rows are on another server. */
  private static final String ELSEWHERE =
      TREE
          + "SELECT c.relname FROM pg_class c WHERE c.oid IN (SELECT oid FROM tree)"
          + " AND c.relkind = 'f' ORDER BY 1";

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
                  + ", and let no trigger or rule be ENABLE ALWAYS or REPLICA"));
    }
    List<String> without = names(WITHOUT_DEFAULT, table);
    for (String column : legacy.needDefaults()) {
      if (without.contains(column)) {
        problems.add(LegacyProblems.defaultMissing(table, column));
      }
    }
    return problems;
  }

  /**
   * What of writing to a table outlasts a rollback, in words; empty when nothing. From now on to
   * the transaction's end nobody gives the table another trigger.
   */
  String lasting(TableId table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "LOCK TABLE ONLY " + Identifiers.POSTGRES.quote(table) + " IN ROW EXCLUSIVE MODE");
    }
    List<String> triggers = names(TRIGGERS, table);
    if (!triggers.isEmpty()) {
      return LegacyProblems.wouldFire(triggers);
    }
    List<String> elsewhere = names(ELSEWHERE, table);
    return elsewhere.isEmpty()
        ? ""
        : "rows of " + String.join(", ", elsewhere) + " are on another server";
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
