package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.UnsupportedColumns;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.jdbc.sql.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Judges one table after another. */
final class MysqlTableChecks {

  private static final String KIND =
      "SELECT coalesce(t.engine, ''), coalesce(e.transactions, 'NO'), t.table_type"
          + " FROM information_schema.tables t LEFT JOIN information_schema.engines e"
          + " ON e.engine = t.engine WHERE t.table_schema = ? AND t.table_name = ?";

  private static final Pattern ADDRESS = Pattern.compile(" inet[46]$", Pattern.CASE_INSENSITIVE);

  private final SourceSettings settings;
  private final Connection connection;
  private final MysqlServer server;

  MysqlTableChecks(SourceSettings settings, Connection connection, MysqlServer server) {
    this.settings = settings;
    this.connection = connection;
    this.server = server;
  }

  List<Problem> problems(TableSchema table) throws SQLException {
    List<Problem> problems = new ArrayList<>();
    if (!readable(table)) {
      problems.add(
          problem(
              SourceProblem.PRIVILEGE_MISSING,
              table,
              "cannot be read by user " + settings.user(),
              "the user lacks SELECT on the table",
              "GRANT SELECT ON "
                  + Identifiers.MYSQL.quote(table.id())
                  + " TO '"
                  + settings.user()
                  + "'"));
      return problems;
    }
    kind(table, problems);
    addresses(table, problems);
    problems.addAll(new MysqlValueChecks(settings, connection, server).problems(table));
    problems.addAll(UnsupportedColumns.of(table));
    return problems;
  }

  private boolean readable(TableSchema table) throws SQLException {
    String sql = new MysqlSelect(table).all() + " LIMIT 0";
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      if (SqlErrors.kind(e) != Kind.OPERATOR) {
        throw e;
      }
      return false;
    }
  }

  private void kind(TableSchema table, List<Problem> problems) throws SQLException {
    for (List<String> row : MysqlSql.rows(connection, KIND, table.id())) {
      if (row.get(2).toUpperCase(Locale.ROOT).equals("SYSTEM VERSIONED")) {
        problems.add(
            problem(
                SourceProblem.TABLE_KIND_UNSUPPORTED,
                table,
                "is system-versioned",
                "its log also holds rows of its history",
                "leave the table out, or ALTER TABLE … DROP SYSTEM VERSIONING"));
      }
      if (table.keyless()) {
        keyless(table, row.get(0), row.get(1).equals("YES"), problems);
      }
    }
  }

  /** Debezium cannot read the definition of a table with such a column, mapped or not. */
  private void addresses(TableSchema table, List<Problem> problems) {
    for (String column : table.unsupported()) {
      if (ADDRESS.matcher(column).find()) {
        problems.add(
            problem(
                SourceProblem.TABLE_KIND_UNSUPPORTED,
                table,
                "has column " + column,
                "Debezium cannot read the definition of a table with type INET4 or INET6",
                "leave the table out, or make it text: ALTER TABLE "
                    + Identifiers.MYSQL.quote(table.id())
                    + " MODIFY "
                    + Identifiers.MYSQL.quote(column.substring(0, column.length() - 6))
                    + " VARCHAR(39)"));
      }
    }
  }

  private void keyless(
      TableSchema table, String engine, boolean transactional, List<Problem> problems) {
    String fix =
        "add a primary key: ALTER TABLE "
            + Identifiers.MYSQL.quote(table.id())
            + " ADD PRIMARY KEY (…)";
    if (!server.mariaDb() && !server.may("RELOAD", "FLUSH_TABLES")) {
      problems.add(
          problem(
              SourceProblem.PRIVILEGE_MISSING,
              table,
              "has no key, and user " + settings.user() + " may not lock the server for a moment",
              "MySQL tells the binary log's place of a snapshot only under a global read lock",
              "GRANT RELOAD ON *.* TO '" + settings.user() + "', or " + fix));
    }
    if (!transactional) {
      problems.add(
          problem(
              SourceProblem.TABLE_KIND_UNSUPPORTED,
              table,
              "has no key and uses engine " + engine,
              "the engine has no snapshots, so rows could be doubled",
              fix + ", or ENGINE=InnoDB"));
    }
  }

  private Problem problem(
      SourceProblem code, TableSchema table, String what, String why, String fix) {
    String subject = "Table " + table.id() + " of source " + settings.source() + " " + what;
    return Problem.of(code, subject, why, fix).with("table", table.id());
  }
}
