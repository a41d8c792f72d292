package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.FenceScope;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The right to drop, which is the right to truncate, and which no trigger guards. It is taken from
 * everybody else who has it on the database or a table in scope. Sessions keep a right on a
 * database until they choose their database again, so those of whoever lost it are ended.
 */
final class FenceDrops {

  private static final int NO_SUCH_THREAD = 1094;

  private static final String NAMED =
      "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_name = ?";

  private final String migration;
  private final FenceScope scope;
  private final Set<String> ours;

  FenceDrops(String migration, FenceScope scope, Set<String> ours) {
    this.migration = migration;
    this.scope = scope;
    this.ours = ours;
  }

  /** Account, host, database as it was written, table or nothing. */
  List<List<String>> held(Connection connection) throws SQLException {
    String schemas = MysqlSql.in(scope.tables().stream().map(TableId::schema).distinct().toList());
    String others = " AND d.user NOT IN " + MysqlSql.in(ours);
    return MysqlSql.rows(
        connection,
        "SELECT DISTINCT d.user, d.host, d.db, '' FROM mysql.db d JOIN information_schema.schemata s"
            + " ON s.schema_name LIKE d.db ESCAPE '\\' WHERE s.schema_name IN "
            + schemas
            + " AND d.drop_priv = 'Y'"
            + others
            + " UNION SELECT d.user, d.host, d.db, d.table_name FROM mysql.tables_priv d"
            + " WHERE d.db IN "
            + schemas
            + " AND (d.db, d.table_name) IN ("
            + tables()
            + ")"
            + " AND find_in_set('Drop', d.table_priv)"
            + others
            + " ORDER BY 1, 2, 3, 4");
  }

  private String tables() {
    return String.join(
        ", ",
        scope.tables().stream()
            .map(t -> "(" + MysqlSql.literal(t.schema()) + ", " + MysqlSql.literal(t.name()) + ")")
            .toList());
  }

  /** Remembers and takes; one after the other, each remembered before it is taken. */
  void take(Connection connection) throws SQLException {
    for (List<String> right : held(connection)) {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "INSERT IGNORE INTO " + FenceTables.RIGHT + " VALUES (?, ?, ?, ?, ?)")) {
        statement.setString(1, migration);
        for (int i = 0; i < right.size(); i++) {
          statement.setString(i + 2, right.get(i));
        }
        statement.executeUpdate();
      }
      MysqlSql.execute(connection, "REVOKE DROP ON " + place(right) + " FROM " + account(right));
    }
  }

  /** What was taken and not given back. */
  List<List<String>> remembered(Connection connection) throws SQLException {
    return MysqlSql.rows(
        connection,
        "SELECT account, host, place, table_name FROM "
            + FenceTables.RIGHT
            + " WHERE migration = "
            + MysqlSql.literal(migration));
  }

  /** Gives back and forgets; accounts may be gone since. */
  void giveBack(Connection connection) throws SQLException {
    for (List<String> right : remembered(connection)) {
      if (exists(connection, right)) {
        MysqlSql.execute(connection, "GRANT DROP ON " + place(right) + " TO " + account(right));
      }
      try (PreparedStatement statement =
          connection.prepareStatement(
              "DELETE FROM "
                  + FenceTables.RIGHT
                  + " WHERE migration = ? AND account = ?"
                  + " AND host = ? AND place = ? AND table_name = ?")) {
        statement.setString(1, migration);
        for (int i = 0; i < right.size(); i++) {
          statement.setString(i + 2, right.get(i));
        }
        statement.executeUpdate();
      }
    }
  }

  private static boolean exists(Connection connection, List<String> right) throws SQLException {
    String table = right.get(3);
    return MysqlSql.number(
                connection,
                "SELECT count(*) FROM mysql.global_priv WHERE user = "
                    + MysqlSql.literal(right.get(0))
                    + " AND host = "
                    + MysqlSql.literal(right.get(1)))
            > 0
        && (table.isEmpty()
            || !MysqlSql.rows(connection, NAMED, new TableId(right.get(2), table)).isEmpty());
  }

  /** Ends the sessions of whoever lost the right; false while one is not gone. */
  boolean ended(Connection connection) throws SQLException {
    Set<String> losers = new TreeSet<>();
    remembered(connection).forEach(right -> losers.add(right.get(0)));
    if (losers.isEmpty()) {
      return true;
    }
    List<List<String>> sessions =
        MysqlSql.rows(
            connection,
            """
            WITH RECURSIVE loser (name) AS (
              SELECT user FROM mysql.global_priv WHERE user IN %s
              UNION SELECT m.user FROM mysql.roles_mapping m JOIN loser ON loser.name = m.role)
            SELECT id FROM information_schema.processlist WHERE id <> connection_id()
            AND user NOT IN %s AND (user IN (SELECT name FROM loser) OR %s)
            """
                .formatted(
                    MysqlSql.in(losers),
                    MysqlSql.in(ours),
                    losers.contains("PUBLIC") ? "db IS NOT NULL" : "FALSE"));
    for (List<String> session : sessions) {
      kill(connection, Long.parseLong(session.get(0)));
    }
    return sessions.isEmpty();
  }

  static void kill(Connection connection, long session) throws SQLException {
    try {
      MysqlSql.execute(connection, "KILL CONNECTION " + session);
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_THREAD) {
        throw e;
      }
    }
  }

  /** {@code on `shop`.* to 'app'@'%'}. */
  static String text(List<String> right) {
    return "on " + place(right) + " to " + account(right);
  }

  private static String place(List<String> right) {
    String table = right.get(3);
    return Identifiers.MYSQL.quote(right.get(2))
        + "."
        + (table.isEmpty() ? "*" : Identifiers.MYSQL.quote(table));
  }

  private static String account(List<String> right) {
    if (right.get(0).equals("PUBLIC") && right.get(1).isEmpty()) {
      return "PUBLIC";
    }
    String host = right.get(1).isEmpty() ? "" : "@" + MysqlSql.literal(right.get(1));
    return MysqlSql.literal(right.get(0)) + host;
  }
}
