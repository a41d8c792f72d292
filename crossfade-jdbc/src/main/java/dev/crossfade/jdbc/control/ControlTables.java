package dev.crossfade.jdbc.control;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.sql.CreationLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings the tables of journals to the version this program needs, by scripts that never change.
 */
final class ControlTables {

  private static final List<String> SCRIPTS =
      List.of(
          "V1__journal.sql",
          "V2__audit.sql",
          "V3__routes.sql",
          "V4__observations.sql",
          "V5__builds.sql");

  private ControlTables() {}

  static void create(Connection connection) throws SQLException {
    CreationLock.take(connection);
    try (Statement statement = connection.createStatement()) {
      if (!holds(statement, "SELECT to_regnamespace('crossfade') IS NOT NULL")) {
        statement.execute("CREATE SCHEMA crossfade");
      }
      statement.execute(
          "CREATE TABLE IF NOT EXISTS crossfade.journal_version (version integer PRIMARY KEY,"
              + " applied_at timestamptz NOT NULL DEFAULT clock_timestamp())");
    }
    int present = version(connection);
    if (present > SCRIPTS.size()) {
      throw Problem.of(
              ControlProblem.STORE_NEWER,
              "The journal's tables have version " + present + ", newer than this program",
              "A newer Crossfade has worked with this control store",
              "Use that version or a newer one")
          .raise();
    }
    for (int version = present + 1; version <= SCRIPTS.size(); version++) {
      try (Statement statement = connection.createStatement();
          PreparedStatement applied =
              connection.prepareStatement(
                  "INSERT INTO crossfade.journal_version (version) VALUES (?)")) {
        statement.execute(script(SCRIPTS.get(version - 1)));
        applied.setInt(1, version);
        applied.executeUpdate();
      }
    }
    PostgresAuditLog.begin(connection);
  }

  /** Whether the tables are there, found without a right on their schema. */
  static boolean present(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return holds(
          statement,
          "SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
              + " WHERE n.nspname = 'crossfade' AND c.relname = 'journal_head')");
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(max(version), 0) FROM crossfade.journal_version")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static boolean holds(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static String script(String name) {
    try (InputStream in = ControlTables.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
