package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.reverse.LegacyProblems;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What becomes of a transaction on a table of MariaDB or MySQL that is rolled back. */
final class MysqlRehearsal {

  private static final String ENGINE =
      "SELECT coalesce(e.transactions, 'NO') FROM information_schema.tables t"
          + " LEFT JOIN information_schema.engines e ON e.engine = t.engine"
          + " WHERE t.table_schema = ? AND t.table_name = ?";

  private static final String ISOLATION =
      "SHOW GLOBAL VARIABLES WHERE variable_name IN ('tx_isolation', 'transaction_isolation')";

  private final Connection connection;
  private final TableId table;

  MysqlRehearsal(Connection connection, TableId table) {
    this.connection = connection;
    this.table = table;
  }

  /**
   * What would last or be seen, in words; empty when nothing. From now on to the transaction's end
   * the table stays as it is, with its triggers.
   */
  String lasting() throws SQLException {
    if (!MysqlSql.rows(connection, ENGINE, table).equals(List.of(List.of("YES")))) {
      return "its engine keeps what is rolled back";
    }
    MysqlSql.rows(connection, "SELECT 1 FROM " + Identifiers.MYSQL.quote(table) + " LIMIT 0");
    List<String> triggers =
        MysqlSql.rows(connection, MysqlLegacyChecks.TRIGGERS, table).stream()
            .map(row -> row.get(0))
            .toList();
    if (!triggers.isEmpty()) {
      return LegacyProblems.wouldFire(triggers);
    }
    if (MysqlSql.rows(connection, sees()).isEmpty()) {
      return "whether triggers fire there is not shown without the right TRIGGER";
    }
    return dirty() ? "sessions of its server read what is not committed" : "";
  }

  /** Rows where our account has the right without which no trigger is shown. */
  private String sees() {
    String ours = " privilege_type = 'TRIGGER' AND grantee = " + MysqlServer.GRANTEE;
    String schema = MysqlSql.literal(table.schema());
    return "SELECT 1 FROM information_schema.user_privileges WHERE"
        + ours
        + " UNION ALL SELECT 1 FROM information_schema.schema_privileges WHERE"
        + ours
        + " AND "
        + schema
        + " LIKE table_schema ESCAPE '\\'"
        + " UNION ALL SELECT 1 FROM information_schema.table_privileges WHERE"
        + ours
        + " AND table_schema = "
        + schema
        + " AND table_name = "
        + MysqlSql.literal(table.name());
  }

  private boolean dirty() throws SQLException {
    return MysqlSql.rows(connection, ISOLATION).stream()
        .anyMatch(row -> row.get(1).equalsIgnoreCase("READ-UNCOMMITTED"));
  }

  /** MySQL knows no such limit. */
  static void impatient(Connection connection, boolean on) throws SQLException {
    if (MysqlColumnQuery.mariaDb(connection)) {
      MysqlSql.execute(connection, "SET SESSION idle_transaction_timeout = " + (on ? 5 : 0));
    }
  }
}
