package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Short statements and their answers. */
final class MysqlSql {

  private static final int AT_ONCE = 50;

  private MysqlSql() {}

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  /** All rows, each as its columns; of {@code information_schema}, with no table left out. */
  static List<List<String>> rows(Connection connection, String sql) throws SQLException {
    return SkippedTables.whole(connection, () -> once(connection, sql));
  }

  private static List<List<String>> once(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return all(statement, row);
    }
  }

  /** The same of one table, whose schema and name take the places of two question marks. */
  static List<List<String>> rows(Connection connection, String sql, TableId table)
      throws SQLException {
    return SkippedTables.whole(connection, () -> once(connection, sql, table));
  }

  private static List<List<String>> once(Connection connection, String sql, TableId table)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.name());
      try (ResultSet row = statement.executeQuery()) {
        return all(statement, row);
      }
    }
  }

  /**
   * The same of many things at once, as few statements as do: each takes a turn of the network and
   * of the server, and whoever asks may keep writes waiting meanwhile.
   *
   * @param selects one for each thing, of the same number of columns; they may be many
   */
  static List<List<String>> rows(Connection connection, List<String> selects) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    for (int from = 0; from < selects.size(); from += AT_ONCE) {
      List<String> some = selects.subList(from, Math.min(selects.size(), from + AT_ONCE));
      rows.addAll(rows(connection, String.join(" UNION ALL ", some)));
    }
    return rows;
  }

  private static List<List<String>> all(Statement statement, ResultSet row) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    int width = row.getMetaData().getColumnCount();
    while (row.next()) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= width; i++) {
        columns.add(String.valueOf(row.getString(i)));
      }
      rows.add(columns);
    }
    SkippedTables.refuse(statement);
    return rows;
  }

  /**
   * What ends statements after a time, in a SET behind other settings; zero means never. Comments
   * starting with M are read by MariaDB only, those with 80000 by MySQL only.
   */
  static String timeLimit(Duration time) {
    long millis = time.toMillis();
    return " /*M!100100 , max_statement_time = "
        + millis / 1000.0
        + " */ /*!80000 , max_execution_time = "
        + millis
        + " */";
  }

  /** A literal where backslashes escape nothing. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Literals in parentheses, for IN; never empty. */
  static String in(Iterable<String> texts) {
    List<String> literals = new ArrayList<>();
    texts.forEach(text -> literals.add(literal(text)));
    return literals.isEmpty() ? "(NULL)" : "(" + String.join(", ", literals) + ")";
  }
}
