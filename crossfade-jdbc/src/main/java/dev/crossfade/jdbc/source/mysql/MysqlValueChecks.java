package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Looks for stored values that need a decision, for a few seconds per table. What a larger table
 * hides is still found by its reader, row by row.
 */
final class MysqlValueChecks {

  private static final int SECONDS = 3;
  private static final int TIMED_OUT_MARIADB = 1969;
  private static final int TIMED_OUT_MYSQL = 3024;

  private final SourceSettings settings;
  private final Connection connection;
  private final MysqlServer server;

  /** A column and the condition that finds values in need of a decision. */
  private record Question(Column column, String condition) {}

  MysqlValueChecks(SourceSettings settings, Connection connection, MysqlServer server) {
    this.settings = settings;
    this.connection = connection;
    this.server = server;
  }

  List<Problem> problems(TableSchema table) throws SQLException {
    MysqlDateDefaults defaults = MysqlDateDefaults.load(connection, table);
    List<Question> questions = new ArrayList<>();
    for (Column column : table.columns()) {
      String name = Identifiers.MYSQL.quote(column.name());
      if (column.nativeType().toLowerCase(Locale.ROOT).equals("tinyint(1)")) {
        questions.add(new Question(column, name + " NOT IN (0, 1)"));
      } else if (undecided(column) || defaults.columns().contains(column.name())) {
        questions.add(
            new Question(column, "MONTH(" + name + ") = 0 OR DAYOFMONTH(" + name + ") = 0"));
      }
    }
    List<Problem> problems = questions.isEmpty() ? List.of() : ask(table, questions, defaults);
    return withNotes(table, problems, defaults);
  }

  /** A hidden date that was not found may still come. */
  private static List<Problem> withNotes(
      TableSchema table, List<Problem> problems, MysqlDateDefaults defaults) {
    List<Problem> all = new ArrayList<>(problems);
    for (String column : defaults.columns()) {
      if (problems.stream().noneMatch(p -> column.equals(p.context().get("column")))) {
        all.add(defaults.note(table, column));
      }
    }
    return all;
  }

  private boolean undecided(Column column) {
    boolean dated =
        column.type() instanceof LogicalType.Date
            || column.type() instanceof LogicalType.Timestamp
            || column.type() instanceof LogicalType.TimestampTz;
    return dated && !column.nullable() && settings.zeroDates() == ZeroDates.REFUSE;
  }

  private List<Problem> ask(TableSchema table, List<Question> questions, MysqlDateDefaults defaults)
      throws SQLException {
    List<Problem> problems = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query(table, questions))) {
      row.next();
      for (int i = 0; i < questions.size(); i++) {
        if (row.getInt(i + 1) == 1) {
          Column column = questions.get(i).column();
          problems.add(
              defaults.columns().contains(column.name())
                  ? defaults.refused(table, column.name())
                  : found(table, column));
        }
      }
    } catch (SQLException e) {
      if (e.getErrorCode() != TIMED_OUT_MARIADB && e.getErrorCode() != TIMED_OUT_MYSQL) {
        throw e;
      }
    }
    return problems;
  }

  private String query(TableSchema table, List<Question> questions) {
    StringBuilder sql =
        new StringBuilder(
            server.mariaDb()
                ? "SET STATEMENT max_statement_time = " + SECONDS + " FOR SELECT "
                : "SELECT /*+ MAX_EXECUTION_TIME(" + SECONDS * 1000 + ") */ ");
    for (int i = 0; i < questions.size(); i++) {
      sql.append(i == 0 ? "" : ", ")
          .append("MAX(")
          .append(questions.get(i).condition())
          .append(')');
    }
    return sql.append(" FROM ").append(Identifiers.MYSQL.quote(table.id())).toString();
  }

  private Problem found(TableSchema table, Column column) {
    String subject = "Column " + column.name() + " of table " + table.id();
    Problem problem =
        column.type() instanceof LogicalType.Bool
            ? Problem.of(
                SourceProblem.FLAG_OUT_OF_RANGE,
                subject + " is a TINYINT(1) with values other than 0 and 1",
                "TINYINT(1) means true or false; other numbers would be lost",
                "declare what it is: ALTER TABLE "
                    + Identifiers.MYSQL.quote(table.id())
                    + " MODIFY "
                    + Identifiers.MYSQL.quote(column.name())
                    + " TINYINT(4)")
            : Problem.of(
                SourceProblem.ZERO_DATE_UNDECIDED,
                subject + " is NOT NULL and holds zero dates",
                "the log shows a zero date of such a column as 1970-01-01, so somebody has to say"
                    + " what it means",
                "set zeroDates of source " + settings.source() + " to 'epoch' or 'null'");
    return problem.with("table", table.id()).with("column", column.name());
  }
}
