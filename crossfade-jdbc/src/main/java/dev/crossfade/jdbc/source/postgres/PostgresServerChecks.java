package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.LogNames;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Judges the one row of {@link PreflightSql#SERVER}. */
final class PostgresServerChecks {

  private static final int OLDEST = 120_000;

  private final SourceSettings settings;
  private final ResultSet row;
  private final List<Problem> problems = new ArrayList<>();

  PostgresServerChecks(SourceSettings settings, ResultSet row) {
    this.settings = settings;
    this.row = row;
  }

  List<Problem> problems() throws SQLException {
    server();
    log();
    privileges();
    return problems;
  }

  private void server() throws SQLException {
    if (row.getInt("version") < OLDEST) {
      add(
          SourceProblem.VERSION_UNSUPPORTED,
          "runs PostgreSQL " + row.getString("version_text"),
          "generated columns and pgoutput as needed exist since version 12",
          "upgrade the source to PostgreSQL 12 or later");
    }
    if (row.getString("encoding").equals("SQL_ASCII")) {
      add(
          SourceProblem.ENCODING_UNSUPPORTED,
          "stores text without an encoding (SQL_ASCII)",
          "nobody can tell which characters its bytes mean",
          "dump the database and restore it into one with encoding UTF8");
    }
    if (row.getBoolean("standby")) {
      add(
          SourceProblem.SERVER_IS_STANDBY,
          "is a standby",
          "marks and publications have to be written, and a standby's rows run behind its"
              + " primary's log",
          "use the primary's address");
    }
  }

  private void log() throws SQLException {
    if (!row.getString("wal_level").equals("logical")) {
      add(
          SourceProblem.LOG_NOT_READABLE,
          "has wal_level = " + row.getString("wal_level"),
          "row changes are in the log only with wal_level = logical",
          "ALTER SYSTEM SET wal_level = logical, then restart the server");
    }
    if (row.getInt("other_slots") >= row.getInt("slots")) {
      add(
          SourceProblem.NO_FREE_SLOT,
          "has no free replication slot: "
              + row.getInt("other_slots")
              + " of "
              + row.getInt("slots")
              + " are taken",
          "the migration needs slot " + LogNames.slot(settings),
          "drop a slot nobody needs, or raise max_replication_slots and restart the server");
    }
    if (row.getInt("other_senders") >= row.getInt("senders")) {
      add(
          SourceProblem.NO_FREE_SENDER,
          "has no free walsender: "
              + row.getInt("other_senders")
              + " of "
              + row.getInt("senders")
              + " are taken",
          "reading the log takes one",
          "raise max_wal_senders and restart the server");
    }
  }

  private void privileges() throws SQLException {
    String user = Identifiers.POSTGRES.quote(settings.user());
    if (!row.getBoolean("replication")) {
      add(
          SourceProblem.PRIVILEGE_MISSING,
          "does not let user " + settings.user() + " read its log",
          "the role lacks REPLICATION",
          "ALTER ROLE " + user + " REPLICATION (on managed services: GRANT rds_replication)");
    }
    if (!row.getBoolean("publish")) {
      String database = Identifiers.POSTGRES.quote(settings.database());
      add(
          SourceProblem.PRIVILEGE_MISSING,
          "does not let user " + settings.user() + " create a publication",
          "the role lacks CREATE on database " + settings.database(),
          "GRANT CREATE ON DATABASE " + database + " TO " + user);
    }
  }

  private void add(SourceProblem code, String what, String why, String fix) {
    problems.add(Problem.of(code, "Source " + settings.source() + " " + what, why, fix));
  }
}
