package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.sql.ScratchScript;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.Scratch;
import java.sql.Connection;
import java.sql.ResultSet;
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
final class MysqlScratch implements Scratch {

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

  private final MysqlConnections connections;
  private final InquiryLimits limits;

  MysqlScratch(MysqlConnections connections, InquiryLimits limits) {
    this.connections = connections;
    this.limits = limits;
  }

  @Override
  public Answer after(List<String> statements, String query) {
    ScratchScript script = ScratchScript.of(statements, query);
    try (SourceSession session = new SourceSession(this::open, connections.failures())) {
      return session.run("run a job", connection -> rolledBack(connection, script));
    }
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
    connection.setAutoCommit(false);
    Answer answer = new ScratchScript(rest, script.query()).run(connection, limits.rows());
    connection.rollback();
    return answer;
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
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(column));
      }
    }
    return values;
  }

  /** Comments starting with M are read by MariaDB only, those with 80000 by MySQL only. */
  private Connection open() throws SQLException {
    Connection connection = connections.open();
    try (Statement statement = connection.createStatement()) {
      long millis = limits.time().toMillis();
      statement.execute(
          "SET default_storage_engine = InnoDB, default_tmp_storage_engine = InnoDB,"
              + " innodb_lock_wait_timeout = 2, lock_wait_timeout = 2 /*M!100100 , max_statement_time = "
              + millis / 1000.0
              + " */ /*!80000 , max_execution_time = "
              + millis
              + " */");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  @Override
  public void close() {}
}
