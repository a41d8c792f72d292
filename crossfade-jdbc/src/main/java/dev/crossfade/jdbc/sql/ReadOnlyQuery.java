package dev.crossfade.jdbc.sql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.check.Answer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks one query of a user's own. What could be more than one query is refused. */
public final class ReadOnlyQuery {

  private static final Pattern QUERY =
      Pattern.compile("(select|with)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /**
   * What acts even where nothing may be written, or runs a text as a query: files of MariaDB and
   * MySQL, files, other sessions, slots and servers of PostgreSQL. Looked for as words anywhere,
   * also in texts and comments, so that neither quotes nor comments hide them.
   */
  private static final Pattern ACTS =
      Pattern.compile(
          "\\b(into|load_file|get_lock|set_config|dblink\\w*|lo_\\w+"
              + "|pg_(terminate|cancel)_backend|pg_\\w*replication\\w*|pg_logical_\\w+"
              + "|pg_(read|ls|stat|file)_\\w*(file|dir)\\w*|pg_\\w*advisory\\w*|pg_reload_conf"
              + "|pg_rotate_logfile|pg_promote|pg_switch_wal|pg_create_restore_point"
              + "|pg_stat_reset\\w*|\\w*query_to_xml\\w*|ts_stat)\\b|\\bu&\"",
          Pattern.CASE_INSENSITIVE);

  private static final int FETCHED = 1_000;

  private ReadOnlyQuery() {}

  /**
   * The query without a semicolon at its end. Any other semicolon is refused, even in a text: so
   * nothing can stand behind the query, whatever the quotes are.
   */
  public static String only(String sql) {
    String text = sql.strip();
    text = text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
    boolean query = QUERY.matcher(text).matches() && text.indexOf(';') < 0;
    if (query) {
      refuseActs(text);
    } else {
      throw Problem.of(
              SqlProblem.NOT_A_QUERY,
              "A check is not one query.",
              text.indexOf(';') < 0
                  ? "It begins with " + text.split("\\s", 2)[0].toUpperCase(Locale.ROOT) + "."
                  : "There is a semicolon in it.",
              "Write one query that begins with SELECT or WITH, without semicolons.")
          .raise();
    }
    return text;
  }

  /** Refuses what acts even where nothing may be written. */
  static void refuseActs(String text) {
    Matcher acts = ACTS.matcher(text);
    if (acts.find()) {
      throw Problem.of(
              SqlProblem.NOT_A_QUERY,
              "A check does more than read.",
              "There is '" + acts.group() + "' in it.",
              "Leave it out, also of texts and comments.")
          .raise();
    }
  }

  /**
   * The answer, read within the open transaction.
   *
   * @param most rows that are looked at
   */
  public static Answer ask(Connection connection, String sql, int most) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED);
      statement.setMaxRows(most + 1);
      try (ResultSet rows = statement.executeQuery(sql)) {
        return answer(rows, most);
      }
    }
  }

  private static Answer answer(ResultSet rows, int most) throws SQLException {
    ResultSetMetaData shape = rows.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= shape.getColumnCount(); i++) {
      columns.add(shape.getColumnLabel(i));
    }
    List<List<@Nullable String>> read = new ArrayList<>();
    while (rows.next()) {
      if (read.size() == most) {
        return new Answer(columns, read, Answer.Extent.CUT);
      }
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(rows.getString(i));
      }
      read.add(row);
    }
    return new Answer(columns, read, Answer.Extent.WHOLE);
  }
}
