package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.FenceProblem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What stands in the way of a fence around tables of a PostgreSQL database. */
final class FenceChecks {

  private static final String NOT_CHANGED_BY_KEYS =
      "have both tables in scope, let the foreign key do nothing (NO ACTION), or give the table"
          + " an owner whose rights can be taken";

  private final String migration;
  private final PostgresScope scope;
  private final String label;

  FenceChecks(String migration, PostgresScope scope, String label) {
    this.migration = migration;
    this.scope = scope;
    this.label = label;
  }

  /** What would make it no fence, whoever is in flight. */
  List<Problem> holes(Connection connection) throws SQLException {
    List<Problem> holes = new ArrayList<>();
    each(connection, FenceSql.UNFIT, "tables tables", (what, why) -> holes.add(unfit(what, why)));
    each(
        connection,
        BypassSql.CASCADES,
        "tables ours",
        (what, why) -> holes.add(unfit(what, why, NOT_CHANGED_BY_KEYS)));
    if (!holes.isEmpty()) {
      return holes;
    }
    if (!seesSessions(connection)) {
      holes.add(missing("other sessions are not shown", "GRANT pg_read_all_stats to our role"));
    }
    each(
        connection,
        FenceSql.UNMANAGED,
        "tables ours",
        (table, fix) -> holes.add(missing("rights on " + table + " cannot be taken", fix)));
    each(
        connection,
        FenceSql.UNGIVABLE,
        "tables",
        (table, fix) -> holes.add(missing("rights on " + table + " cannot be given back", fix)));
    Strangers.connected(connection, scope).forEach((who, why) -> holes.add(bypass(who, why)));
    each(connection, BypassSql.ROLES, "ours ours", (who, why) -> holes.add(bypass(who, why)));
    each(connection, BypassSql.LENT, "tables ours", (who, why) -> holes.add(bypass(who, why)));
    if (FenceRow.prepared(connection)) {
      shared(connection, holes);
    }
    return holes;
  }

  /** Transactions that the fence would have to wait for. */
  List<Problem> inFlight(Connection connection, Duration longest) throws SQLException {
    List<Problem> open = new ArrayList<>();
    try (PreparedStatement statement = scope.statement(connection, FenceSql.IN_FLIGHT, "tables")) {
      statement.setDouble(3, longest.toMillis() / 1000.0);
      rows(
          statement,
          (who, why) ->
              open.add(
                  Problem.of(
                      FenceProblem.IN_FLIGHT,
                      "The fence of " + label + " would wait for " + who,
                      why,
                      "end it, or wait until it has ended")));
    }
    return open;
  }

  private void shared(Connection connection, List<Problem> holes) throws SQLException {
    try (PreparedStatement statement = scope.statement(connection, FenceSql.SHARED, "tables")) {
      statement.setString(3, migration);
      rows(
          statement,
          (table, other) ->
              holes.add(
                  Problem.of(
                      FenceProblem.TABLE_SHARED,
                      "The fence of " + label + " cannot have table " + table,
                      "migration " + other + " has fenced it",
                      "let that migration lift its fence first")));
    }
  }

  private static boolean seesSessions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(FenceSql.SEES_SESSIONS)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private Problem unfit(String table, String why) {
    return unfit(table, why, "correct the tables in scope");
  }

  private Problem unfit(String table, String why, String fix) {
    return Problem.of(
        FenceProblem.TABLE_UNFIT, label + " cannot be fenced because of table " + table, why, fix);
  }

  private Problem missing(String why, String fix) {
    return Problem.of(FenceProblem.RIGHT_MISSING, label + " cannot be fenced by us", why, fix);
  }

  private Problem bypass(String who, String why) {
    return Problem.of(
        FenceProblem.BYPASSED,
        who + " would write " + label + " in spite of a fence",
        why,
        "disconnect it, or take from it what goes beyond rights on tables");
  }

  @FunctionalInterface
  private interface Pair {
    void found(String what, String why);
  }

  private void each(Connection connection, String sql, String parameters, Pair pair)
      throws SQLException {
    try (PreparedStatement statement = scope.statement(connection, sql, parameters)) {
      rows(statement, pair);
    }
  }

  private static void rows(PreparedStatement statement, Pair pair) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        pair.found(row.getString(1), row.getString(2));
      }
    }
  }
}
