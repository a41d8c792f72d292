package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.UnsupportedColumns;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Judges one row of {@link PreflightSql#TABLE}. */
final class PostgresTableChecks {

  private final SourceSettings settings;
  private final TableSchema table;
  private final ResultSet row;
  private final String quoted;
  private final List<Problem> problems = new ArrayList<>();

  PostgresTableChecks(SourceSettings settings, TableSchema table, ResultSet row) {
    this.settings = settings;
    this.table = table;
    this.row = row;
    this.quoted = Identifiers.POSTGRES.quote(table.id());
  }

  List<Problem> problems() throws SQLException {
    privileges();
    if (row.getBoolean("unlogged")) {
      add(
          SourceProblem.TABLE_NOT_LOGGED,
          "is unlogged",
          "its changes are not in the log, so they cannot be followed",
          "ALTER TABLE " + quoted + " SET LOGGED, or leave the table out");
    }
    if (row.getBoolean("hidden")) {
      add(
          SourceProblem.ROWS_HIDDEN,
          "hides rows from user " + settings.user(),
          "a row security policy applies to this user",
          "ALTER ROLE " + Identifiers.POSTGRES.quote(settings.user()) + " BYPASSRLS");
    }
    identity();
    problems.addAll(UnsupportedColumns.of(table));
    problems.addAll(PostgresArrays.notes(table));
    return problems;
  }

  private void privileges() throws SQLException {
    String user = Identifiers.POSTGRES.quote(settings.user());
    if (!row.getBoolean("readable")) {
      String schema = Identifiers.POSTGRES.quote(table.id().schema());
      add(
          SourceProblem.PRIVILEGE_MISSING,
          "cannot be read by user " + settings.user(),
          "the role lacks SELECT on the table or USAGE on its schema",
          "GRANT USAGE ON SCHEMA "
              + schema
              + " TO "
              + user
              + "; GRANT SELECT ON "
              + quoted
              + " TO "
              + user);
    }
    if (!row.getBoolean("publishable")) {
      add(
          SourceProblem.PRIVILEGE_MISSING,
          "cannot be published by user " + settings.user(),
          "only a table's owner may add it to a publication",
          "make " + settings.user() + " a member of the role that owns the table");
    }
  }

  private void identity() throws SQLException {
    boolean followed = table.replicaIdentity() != ReplicaIdentity.NOTHING;
    if (!table.keyless() && !followed) {
      add(
          SourceProblem.KEY_MISSING_IN_LOG,
          "does not write its key into the log",
          "its replica identity is NOTHING, or its primary key is deferrable",
          "ALTER TABLE " + quoted + " REPLICA IDENTITY DEFAULT (FULL where the key is deferrable)");
    }
    if (table.keyless() && table.replicaIdentity() == ReplicaIdentity.KEY) {
      add(
          SourceProblem.KEY_UNSUPPORTED,
          "has a key that cannot be carried",
          "the key has a generated column or one of an unsupported type",
          "add a unique index on other columns that are NOT NULL and make it the replica identity");
    }
    if (table.keyless() && !followed && row.getLong("changed") > 0) {
      add(
          SourceProblem.KEYLESS_NOT_APPEND_ONLY,
          "has no key, and rows of it were updated or deleted",
          "without key or REPLICA IDENTITY FULL the log tells of inserts only",
          "add a primary key, or ALTER TABLE "
              + quoted
              + " REPLICA IDENTITY FULL; where that will not happen again: SELECT"
              + " pg_stat_reset_single_table_counters("
              + literal(quoted)
              + "::regclass)");
    }
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private void add(SourceProblem code, String what, String why, String fix) {
    problems.add(
        Problem.of(
                code,
                "Table " + table.id() + " of source " + settings.source() + " " + what,
                why,
                fix)
            .with("table", table.id()));
  }
}
