package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.sql.CreationLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Brings the control tables to the version this program needs, by numbered scripts that are never
 * changed once released. Idempotent; several processes may call it at once.
 */
final class Migrator {

  private static final List<String> SCRIPTS =
      List.of(
          "V1__control.sql",
          "V2__verdict_refused.sql",
          "V3__never_applied.sql",
          "V4__verdict_coverage.sql",
          "V5__fence.sql",
          "V6__load_records.sql",
          "V7__offer.sql",
          "V8__checks.sql",
          "V9__acts.sql",
          "V10__strays.sql",
          "V11__shadow.sql",
          "V12__repair.sql",
          "V13__holds.sql",
          "V14__row_index.sql",
          "V15__settled.sql",
          "V16__hold_causes.sql",
          "V17__verdict_digest.sql");

  /** Found without a right on the schema. */
  private static final String ENTITY_TABLE =
      "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = 'crossfade' AND c.relname = 'entity'";

  private Migrator() {}

  /** Whether everything this version needs was created. */
  static boolean current(Connection connection) throws SQLException {
    return Sql.holds(
        connection,
        "SELECT EXISTS (SELECT FROM crossfade.control_version WHERE version = ?)",
        SCRIPTS.size());
  }

  /** What whoever may not bring the control tables up to date is told where they are not. */
  static Problem older(Connection connection) throws SQLException {
    return Problem.of(
        TargetProblem.CONTROL_OLDER,
        "The target's control tables have version "
            + reached(connection)
            + ", and this program needs "
            + SCRIPTS.size(),
        "No run, server or worker of this version has taken the migration up yet, and nobody else"
            + " brings them up to date",
        "Start the run or the server with this version, then do this again; or use the version"
            + " that carries the migration out now");
  }

  private static long reached(Connection connection) throws SQLException {
    return Sql.number(
        connection, "SELECT coalesce(max(version), 0) FROM crossfade.control_version");
  }

  /** Makes others who create things wait until this transaction ends. */
  static void lock(Connection connection) throws SQLException {
    CreationLock.take(connection);
  }

  static void migrate(Connection connection) throws SQLException {
    if (!Sql.holds(connection, "SELECT to_regnamespace('crossfade') IS NOT NULL")) {
      Sql.execute(connection, "CREATE SCHEMA crossfade");
    }
    Sql.execute(
        connection,
        "CREATE TABLE IF NOT EXISTS crossfade.control_version (version integer PRIMARY KEY,"
            + " applied_at timestamptz NOT NULL DEFAULT clock_timestamp())");
    long present = reached(connection);
    if (present > SCRIPTS.size()) {
      throw Problem.of(
              TargetProblem.CONTROL_NEWER,
              "The target's control tables have version " + present + ", newer than this program",
              "A newer Crossfade has worked with this target",
              "Use that version or a newer one")
          .raise();
    }
    for (int version = (int) present + 1; version <= SCRIPTS.size(); version++) {
      Sql.execute(connection, script(SCRIPTS.get(version - 1)));
      Sql.update(connection, "INSERT INTO crossfade.control_version VALUES (?)", version);
    }
  }

  /** Whether the control tables exist. */
  static boolean present(Connection connection) throws SQLException {
    return Sql.holds(connection, "SELECT EXISTS (SELECT " + ENTITY_TABLE + ")");
  }

  /** Whether our user may write them. */
  static boolean permitted(Connection connection) throws SQLException {
    return Sql.holds(
        connection,
        "SELECT has_schema_privilege(n.oid, 'USAGE')"
            + " AND has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'UPDATE') "
            + ENTITY_TABLE);
  }

  private static String script(String name) {
    try (InputStream in = Migrator.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
