package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.FenceProblem;
import dev.crossfade.jdbc.source.FenceScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What stands in the way of a fence around tables of a MariaDB database. */
final class FenceObstacles {

  private static final List<List<String>> NEEDED =
      List.of(
          List.of("PROCESS"),
          List.of("TRIGGER"),
          List.of("CREATE"),
          List.of("INSERT"),
          List.of("UPDATE"),
          List.of("DELETE"),
          List.of("SUPER"),
          List.of("BINLOG MONITOR", "SUPER"),
          List.of("CONNECTION ADMIN", "SUPER"),
          List.of("BINLOG ADMIN", "SUPER"));

  private final FenceScope scope;
  private final Set<String> ours;
  private final String label;

  FenceObstacles(FenceScope scope, Set<String> ours, String label) {
    this.scope = scope;
    this.ours = ours;
    this.label = label;
  }

  private static final int LOOKS = 5;

  /** What would make it no fence. */
  List<Problem> holes(Connection connection) throws SQLException {
    List<Problem> holes = new ArrayList<>();
    rights(connection, holes);
    if (holes.isEmpty()) {
      tables(connection, holes);
      cascades(connection, holes);
      writers(connection, holes);
      strangers(connection, holes);
    }
    prepared(connection, holes);
    return holes;
  }

  private void rights(Connection connection, List<Problem> holes) throws SQLException {
    Set<String> have = MysqlServer.ask(connection).privileges();
    for (List<String> either : NEEDED) {
      if (either.stream().noneMatch(have::contains)) {
        holes.add(missing(String.join(" or ", either)));
      }
    }
    try {
      MysqlSql.rows(connection, "SELECT 1 FROM mysql.db, mysql.tables_priv LIMIT 0");
      MysqlSql.rows(connection, "SELECT 1 FROM mysql.global_priv, mysql.roles_mapping LIMIT 0");
    } catch (SQLException e) {
      holes.add(missing("SELECT on mysql.*"));
    }
  }

  private Problem missing(String right) {
    return Problem.of(
        FenceProblem.RIGHT_MISSING,
        label + " cannot be fenced by us",
        "our account lacks " + right,
        "GRANT it to the account that Crossfade connects as");
  }

  private void tables(Connection connection, List<Problem> holes) throws SQLException {
    Set<List<String>> known =
        Set.copyOf(
            MysqlSql.rows(
                connection,
                "SELECT table_schema, table_name FROM information_schema.tables"
                    + " WHERE table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')"
                    + " AND table_schema IN "
                    + MysqlSql.in(scope.tables().stream().map(t -> t.schema()).toList())));
    scope.tables().stream()
        .filter(table -> !known.contains(List.of(table.schema(), table.name())))
        .forEach(table -> holes.add(unfit(table.toString(), "it does not exist")));
  }

  /** What a foreign key does to rows is done without triggers. */
  private void cascades(Connection connection, List<Problem> holes) throws SQLException {
    for (String schema : scope.tables().stream().map(TableId::schema).distinct().toList()) {
      cascades(connection, schema, holes);
    }
  }

  /** One schema at a time: then the server opens no tables of others. */
  private void cascades(Connection connection, String schema, List<Problem> holes)
      throws SQLException {
    for (List<String> key :
        MysqlSql.rows(
            connection,
            "SELECT constraint_schema, table_name, unique_constraint_schema,"
                + " referenced_table_name FROM information_schema.referential_constraints"
                + " WHERE constraint_schema = "
                + MysqlSql.literal(schema)
                + " AND (delete_rule IN ('CASCADE', 'SET NULL', 'SET DEFAULT')"
                + " OR update_rule IN ('CASCADE', 'SET NULL', 'SET DEFAULT'))")) {
      if (inScope(key.get(0), key.get(1)) && !inScope(key.get(2), key.get(3))) {
        String parent = key.get(2) + "." + key.get(3);
        holes.add(
            unfit(
                key.get(0) + "." + key.get(1),
                "a foreign key changes it with " + parent + ", which is not in scope"));
      }
    }
  }

  private boolean inScope(String schema, String name) {
    return scope.tables().stream()
        .anyMatch(table -> table.schema().equals(schema) && table.name().equals(name));
  }

  private Problem unfit(String table, String why) {
    return Problem.of(
        FenceProblem.TABLE_UNFIT,
        label + " cannot be fenced because of table " + table,
        why,
        "correct the tables in scope");
  }

  private void writers(Connection connection, List<Problem> holes) throws SQLException {
    for (List<String> session :
        MysqlSql.rows(
            connection,
            """
            WITH RECURSIVE holder (name, host) AS (
              SELECT user, host FROM mysql.user WHERE drop_priv = 'Y'
              UNION SELECT m.user, m.host FROM mysql.roles_mapping m
              JOIN holder ON holder.name = m.role AND holder.host = '')
            SELECT user, count(*) FROM information_schema.processlist
            WHERE id <> connection_id() AND user NOT IN %s
            AND user IN (SELECT name FROM holder) GROUP BY user
            """
                .formatted(MysqlSql.in(ours)))) {
      holes.add(
          bypass(
              session.get(0),
              "it may TRUNCATE in all databases, " + session.get(1) + " connected",
              "disconnect it, or REVOKE DROP ON *.* from it"));
    }
    long replicas =
        MysqlSql.number(
            connection,
            "SELECT coalesce(max(variable_value + 0), 0) FROM information_schema.global_status"
                + " WHERE variable_name = 'SLAVES_RUNNING'");
    if (replicas > 0) {
      holes.add(bypass("replication", "this server follows another", "fence that one"));
    }
  }

  /** A session is told by what it holds since it began; one that has just begun is asked again. */
  private void strangers(Connection connection, List<Problem> holes) throws SQLException {
    List<List<String>> seen = strangers(connection);
    for (int i = 1; i < LOOKS && !seen.isEmpty(); i++) {
      MysqlSql.rows(connection, "SELECT sleep(0.02)");
      List<List<String>> still = strangers(connection);
      seen = seen.stream().filter(still::contains).toList();
    }
    Map<String, Long> numbers = new TreeMap<>();
    seen.forEach(session -> numbers.merge(session.get(0), 1L, Long::sum));
    numbers.forEach(
        (user, number) ->
            holes.add(
                bypass(
                    user + ", in sessions that are not Crossfade's,",
                    "they use an account of Crossfade's, " + number + " connected",
                    "disconnect them, and give them an account of their own")));
  }

  private List<List<String>> strangers(Connection connection) throws SQLException {
    return MysqlSql.rows(
        connection,
        "SELECT user, id FROM information_schema.processlist WHERE id <> connection_id()"
            + " AND command NOT LIKE 'Binlog Dump%' AND user IN "
            + MysqlSql.in(ours)
            + " AND NOT "
            + SessionTag.held("id"));
  }

  private Problem bypass(String who, String why, String fix) {
    return Problem.of(
        FenceProblem.BYPASSED, who + " would write " + label + " in spite of a fence", why, fix);
  }

  private void prepared(Connection connection, List<Problem> holes) throws SQLException {
    for (List<String> row : MysqlSql.rows(connection, "XA RECOVER FORMAT='SQL'")) {
      holes.add(
          inFlight("prepared transaction " + row.get(row.size() - 1), "it may commit at any time"));
    }
  }

  /**
   * Transactions of others that the fence would have to wait for; it may wait for readers, too.
   * Crossfade's own end whatever they read once clients are to be moved.
   */
  List<Problem> othersInFlight(Connection connection, Duration longest) throws SQLException {
    return inFlight(
        connection,
        longest,
        " AND NOT (p.user IN " + MysqlSql.in(ours) + " AND " + SessionTag.held("p.id") + ")");
  }

  /** All of them. */
  List<Problem> inFlight(Connection connection, Duration longest) throws SQLException {
    return inFlight(connection, longest, "");
  }

  private List<Problem> inFlight(Connection connection, Duration longest, String but)
      throws SQLException {
    List<Problem> open = new ArrayList<>();
    for (List<String> row :
        MysqlSql.rows(
            connection,
            "SELECT p.user, p.id, timestampdiff(SECOND, t.trx_started, now())"
                + " FROM information_schema.innodb_trx t JOIN information_schema.processlist p"
                + " ON p.id = t.trx_mysql_thread_id WHERE p.id <> connection_id()"
                + " AND timestampdiff(MICROSECOND, t.trx_started, now(6)) > "
                + longest.toNanos() / 1000
                + but)) {
      open.add(
          inFlight(
              "transaction of " + row.get(0) + ", session " + row.get(1),
              "open for " + row.get(2) + " s"));
    }
    return open;
  }

  private Problem inFlight(String who, String why) {
    return Problem.of(
        FenceProblem.IN_FLIGHT,
        "The fence of " + label + " would wait for " + who,
        why,
        "end it, or wait until it has ended");
  }
}
