package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Judges the server's settings and the user's privileges. */
final class MysqlServerChecks {

  private final SourceSettings settings;
  private final MysqlServer server;
  private final List<Problem> problems = new ArrayList<>();

  MysqlServerChecks(SourceSettings settings, MysqlServer server) {
    this.settings = settings;
    this.server = server;
  }

  List<Problem> problems() {
    if (!server.variable("log_bin").equals("ON")) {
      add(
          SourceProblem.LOG_NOT_READABLE,
          "writes no binary log",
          "log_bin is OFF",
          "start the server with log_bin, server_id and binlog_format=ROW");
      return problems;
    }
    log();
    privileges();
    return problems;
  }

  private void log() {
    variable("binlog_format", "ROW", "statements do not tell which rows they changed");
    variable("binlog_row_image", "FULL", "the log has to hold whole rows");
    if (server.variable("binlog_row_value_options").contains("PARTIAL_JSON")) {
      add(
          SourceProblem.LOG_NOT_READABLE,
          "logs JSON documents in part only",
          "binlog_row_value_options has PARTIAL_JSON",
          "SET GLOBAL binlog_row_value_options = '', and reconnect the writers");
    }
    if (server.variable("server_id").equals("0")) {
      add(
          SourceProblem.LOG_NOT_READABLE,
          "has server_id = 0",
          "a server without an id refuses to send its log",
          "SET GLOBAL server_id to a number that is unique in your replication");
    }
    long domains =
        Arrays.stream(server.variable("gtid_binlog_pos").split(",", -1))
            .map(gtid -> gtid.strip().split("-", 2)[0])
            .distinct()
            .count();
    if (domains > 1) {
      add(
          SourceProblem.LOG_NOT_READABLE,
          "writes " + domains + " GTID domains",
          "transactions of different domains have no common order",
          "let all writers use one gtid_domain_id, then FLUSH BINARY LOGS"
              + " DELETE_DOMAIN_ID=(the others)");
    }
  }

  private void variable(String name, String wanted, String why) {
    if (!server.variable(name).equals(wanted)) {
      add(
          SourceProblem.LOG_NOT_READABLE,
          "has " + name + " = " + server.variable(name),
          why,
          "SET GLOBAL " + name + " = '" + wanted + "', and reconnect the writers");
    }
  }

  private void privileges() {
    privilege("REPLICATION SLAVE", "*.*", "reading the log needs it", "REPLICATION SLAVE");
    privilege(
        "REPLICATION CLIENT",
        "*.*",
        "finding the log's files needs it",
        "REPLICATION CLIENT",
        "BINLOG MONITOR");
    for (String needed : List.of("CREATE", "SELECT", "INSERT", "UPDATE")) {
      privilege(
          needed,
          "`" + settings.database().replace("`", "``") + "`.*",
          "marks are written to table " + MysqlCatalog.MARK_TABLE,
          needed);
    }
  }

  private void privilege(String name, String on, String why, String... alternatives) {
    if (!server.may(alternatives)) {
      add(
          SourceProblem.PRIVILEGE_MISSING,
          "does not grant " + name + " to user " + settings.user(),
          why,
          "GRANT " + name + " ON " + on + " TO '" + settings.user() + "'");
    }
  }

  private void add(SourceProblem code, String what, String why, String fix) {
    problems.add(Problem.of(code, "Source " + settings.source() + " " + what, why, fix));
  }
}
