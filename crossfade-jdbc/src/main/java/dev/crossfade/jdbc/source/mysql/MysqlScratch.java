package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceScratch;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.sql.ScratchScript;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.Scratch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Runs what writes on a MariaDB or MySQL source, and rolls it back. Tables of engines without
 * transactions would keep what was written: who names one is refused, and while there is one, so is
 * everybody who could reach it by a trigger. Temporary tables are created in front of the
 * transaction: one that has created a table is written into the log although it is rolled back, and
 * who reads the log takes its changes for real.
 */
final class MysqlScratch {

  private static final String WITHOUT_TRANSACTIONS =
      "SELECT t.table_name FROM information_schema.tables t LEFT JOIN information_schema.engines e"
          + " ON e.engine = t.engine WHERE t.table_type = 'BASE TABLE' AND t.table_schema NOT IN"
          + " ('mysql', 'information_schema', 'performance_schema', 'sys')"
          + " AND coalesce(e.transactions, 'NO') <> 'YES'";

  private static final String TRIGGERED =
      "SELECT DISTINCT event_object_table FROM information_schema.triggers";

  private static final Pattern TEMPORARY =
      Pattern.compile("(create|drop)\\b", Pattern.CASE_INSENSITIVE);

  /** Some changed tables could not be rolled back. */
  private static final int NOT_ROLLED_BACK = 1196;

  private final InquiryLimits limits;

  private MysqlScratch(InquiryLimits limits) {
    this.limits = limits;
  }

  static Scratch open(MysqlConnections connections, InquiryLimits limits) {
    String settings =
        "SET default_storage_engine = InnoDB, default_tmp_storage_engine = InnoDB,"
            + " innodb_lock_wait_timeout = 2, lock_wait_timeout = 2"
            + MysqlSql.timeLimit(limits.time());
    return new SourceScratch(
        () -> SourceSession.Opener.set(connections::open, settings),
        connections.failures(),
        new MysqlScratch(limits)::rolledBack);
  }

  private Answer rolledBack(Connection connection, ScratchScript script) throws SQLException {
    List<String> lasting = list(connection, WITHOUT_TRANSACTIONS);
    if (!lasting.isEmpty()) {
      refuseNamed(script, lasting, "It has no transactions.");
      refuseNamed(script, list(connection, TRIGGERED), "A trigger may write what stays.");
    }
    Answer answer = inTransaction(connection, script);
    if (list(connection, "SHOW WARNINGS", 2).contains(Integer.toString(NOT_ROLLED_BACK))) {
      throw refused("a table", "The server says that not everything was rolled back.");
    }
    return answer;
  }

  private Answer inTransaction(Connection connection, ScratchScript script) throws SQLException {
    List<String> rest = new ArrayList<>(script.statements());
    try (Statement statement = connection.createStatement()) {
      while (!rest.isEmpty() && TEMPORARY.matcher(rest.get(0)).lookingAt()) {
        statement.execute(rest.remove(0));
      }
    }
    if (rest.stream().anyMatch(each -> TEMPORARY.matcher(each).lookingAt())) {
      throw refused("the log", "Temporary tables have to be created before anything is written.");
    }
    return SourceScratch.rolledBack(
        connection, new ScratchScript(rest, script.query()), limits.rows());
  }

  private static void refuseNamed(ScratchScript script, List<String> tables, String why) {
    String text = String.join("\n", script.statements()).toLowerCase(Locale.ROOT);
    for (String table : tables) {
      if (text.contains(table.toLowerCase(Locale.ROOT))) {
        throw refused("table " + table, why);
      }
    }
  }

  private static RuntimeException refused(String table, String why) {
    return Problem.of(
            SourceProblem.NOT_ROLLED_BACK,
            "A job writes " + table + ", which a rollback would not undo.",
            why,
            "Let the job write a temporary table, or ask for what the job itself has written.")
        .raise();
  }

  private static List<String> list(Connection connection, String sql) throws SQLException {
    return list(connection, sql, 1);
  }

  private static List<String> list(Connection connection, String sql, int column)
      throws SQLException {
    return MysqlSql.rows(connection, sql).stream().map(row -> row.get(column - 1)).toList();
  }
}
