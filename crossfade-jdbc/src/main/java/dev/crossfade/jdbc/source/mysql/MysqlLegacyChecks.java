package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.reverse.LegacyProblems;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.spi.reverse.LegacyTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What stands in the way of writing to tables of a MariaDB or MySQL source. */
final class MysqlLegacyChecks {

  /** Our own fence lets us through. */
  static final String TRIGGERS =
      "SELECT trigger_name FROM information_schema.triggers"
          + " WHERE event_object_schema = ? AND event_object_table = ?"
          + " AND LEFT(trigger_name, 16) <> 'crossfade_fence_' ORDER BY trigger_name";

  private static final String WITHOUT_DEFAULT =
      "SELECT column_name FROM information_schema.columns"
          + " WHERE table_schema = ? AND table_name = ? AND column_default IS NULL"
          + " AND extra NOT LIKE '%auto_increment%'";

  /** For the database, the table, a column. */
  private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143);

  private final Connection connection;
  private final String user;

  MysqlLegacyChecks(Connection connection, String user) {
    this.connection = connection;
    this.user = user;
  }

  List<Problem> problems(LegacyTable legacy) throws SQLException {
    TableId table = legacy.table().id();
    List<Problem> problems = new ArrayList<>();
    List<String> refused = refused(legacy.table());
    if (!refused.isEmpty()) {
      problems.add(LegacyProblems.privilegeMissing(table, String.join(", ", refused), user));
    }
    List<String> triggers = names(TRIGGERS, table);
    if (!triggers.isEmpty()) {
      problems.add(
          LegacyProblems.triggersFire(
              table,
              triggers,
              "drop them for as long as the source follows the target: this server cannot silence"
                  + " them for one session"));
    }
    List<String> without = names(WITHOUT_DEFAULT, table);
    for (String column : legacy.needDefaults()) {
      if (without.contains(column)) {
        problems.add(LegacyProblems.defaultMissing(table, column));
      }
    }
    return problems;
  }

  /** Statements are explained, not executed; privileges are checked all the same. */
  private List<String> refused(TableSchema schema) throws SQLException {
    String table = Identifiers.MYSQL.quote(schema.id());
    List<String> written =
        schema.columns().stream().filter(each -> !each.generated()).map(Column::name).toList();
    String columns = Identifiers.MYSQL.list(written);
    String column = Identifiers.MYSQL.quote(written.get(0));
    List<String> refused = new ArrayList<>();
    check(
        "INSERT",
        "INSERT INTO "
            + table
            + " ("
            + columns
            + ") SELECT "
            + columns
            + " FROM "
            + table
            + " WHERE 1 = 0",
        refused);
    check(
        "UPDATE", "UPDATE " + table + " SET " + column + " = " + column + " WHERE 1 = 0", refused);
    check("DELETE", "DELETE FROM " + table + " WHERE 1 = 0", refused);
    return refused;
  }

  private void check(String privilege, String sql, List<String> refused) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("EXPLAIN " + sql);
    } catch (SQLException e) {
      if (!DENIED.contains(e.getErrorCode())) {
        throw e;
      }
      refused.add(privilege);
    }
  }

  private List<String> names(String sql, TableId table) throws SQLException {
    return MysqlSql.rows(connection, sql, table).stream().map(row -> row.get(0)).toList();
  }
}
