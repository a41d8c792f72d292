package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * NOT NULL dates with a constant as DEFAULT. Debezium puts the constant in the place of a zero
 * date, and nobody can tell afterwards. A DEFAULT that is a zero date itself, or the current time,
 * does no harm.
 */
final class MysqlDateDefaults {

  private static final String DEFAULTS =
      "SELECT column_name, column_default FROM information_schema.columns"
          + " WHERE table_schema = ? AND table_name = ? AND is_nullable = 'NO'"
          + " AND data_type IN ('date', 'datetime', 'timestamp') AND column_default IS NOT NULL";

  private final Map<String, String> constants;

  private MysqlDateDefaults(Map<String, String> constants) {
    this.constants = constants;
  }

  static MysqlDateDefaults load(Connection connection, TableSchema table) throws SQLException {
    Map<String, String> constants = new TreeMap<>();
    for (List<String> row : MysqlSql.rows(connection, DEFAULTS, table.id())) {
      String text = row.get(1).replace("'", "");
      if (text.matches("\\d.*") && !text.matches("\\d+-00-.*|\\d+-\\d+-00.*")) {
        constants.put(row.get(0), text);
      }
    }
    return new MysqlDateDefaults(constants);
  }

  Set<String> columns() {
    return constants.keySet();
  }

  /** What is wrong with a column that has zero dates already. */
  Problem refused(TableSchema table, String column) {
    return problem(table, column, " and holds zero dates", " has no zero dates any more");
  }

  /** What to know about a column without any; its context says {@code blocking=false}. */
  Problem note(TableSchema table, String column) {
    return problem(table, column, "", " never gets a zero date").with("blocking", "false");
  }

  private Problem problem(TableSchema table, String column, String more, String otherwise) {
    return Problem.of(
            SourceProblem.VALUE_NOT_IN_LOG,
            "Column "
                + column
                + " of table "
                + table.id()
                + " is NOT NULL with DEFAULT "
                + constants.get(column)
                + more,
            "Debezium puts the DEFAULT in the place of a zero date, which nobody can tell afterwards",
            "ALTER TABLE "
                + Identifiers.MYSQL.quote(table.id())
                + " ALTER "
                + Identifiers.MYSQL.quote(column)
                + " DROP DEFAULT, or see to it that the column"
                + otherwise)
        .with("table", table.id())
        .with("column", column);
  }
}
