package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.FenceScope;
import dev.crossfade.jdbc.sql.Identifiers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Triggers that refuse what others write. To make one, MariaDB waits until every transaction that
 * has used the table has ended. A guard knows its epoch and lets everybody pass once the fence was
 * lifted under that epoch or a later one, so lifting takes one statement, and a guard that somebody
 * makes too late refuses nobody.
 */
final class FenceGuards {

  private static final List<String> KINDS = List.of("INSERT", "UPDATE", "DELETE");
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;

  private final String migration;
  private final String database;
  private final FenceScope scope;
  private final Set<String> ours;

  FenceGuards(String migration, String database, FenceScope scope, Set<String> ours) {
    this.migration = migration;
    this.database = database;
    this.scope = scope;
    this.ours = ours;
  }

  /** Makes what is missing; false when a transaction in flight is in the way of one. */
  boolean complete(Connection connection, long epoch) throws SQLException {
    for (TableId table : scope.tables()) {
      for (String kind : KINDS) {
        if (!patiently(connection, create(table, kind, epoch))) {
          return false;
        }
      }
    }
    return true;
  }

  /** What is missing while it is raised. */
  boolean stands(Connection connection, long epoch) throws SQLException {
    long guards =
        names(connection).stream().filter(name -> name.get(1).startsWith(prefix(epoch))).count();
    return guards == (long) scope.tables().size() * KINDS.size();
  }

  /** Clears those away that let everybody pass, as far as nobody is in the way. */
  void clear(Connection connection, long lifted) throws SQLException {
    for (List<String> name : names(connection)) {
      long epoch = Long.parseLong(name.get(1).split("_")[2]);
      if (epoch <= lifted) {
        String quoted = Identifiers.MYSQL.quote(new TableId(name.get(0), name.get(1)));
        if (!patiently(connection, "DROP TRIGGER IF EXISTS " + quoted)) {
          return;
        }
      }
    }
  }

  /** Schema and name of all guards of this migration. */
  List<List<String>> names(Connection connection) throws SQLException {
    return MysqlSql.rows(
        connection,
        "SELECT trigger_schema, trigger_name FROM information_schema.triggers"
            + " WHERE trigger_name LIKE 'crossfade\\_fence\\_%' ESCAPE '\\' AND trigger_name LIKE "
            + MysqlSql.literal("%_" + digest(migration, 8) + "_%")
            + " AND trigger_schema IN "
            + MysqlSql.in(scope.tables().stream().map(TableId::schema).distinct().toList()));
  }

  private static boolean patiently(Connection connection, String sql) throws SQLException {
    try {
      MysqlSql.execute(connection, sql);
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == LOCK_WAIT_TIMEOUT || e.getErrorCode() == DEADLOCK) {
        return false;
      }
      throw e;
    }
  }

  private String create(TableId table, String kind, long epoch) {
    String name =
        prefix(epoch)
            + kind.charAt(0)
            + "_"
            + digest(migration, 8)
            + "_"
            + digest(table.name(), 16);
    return """
        CREATE TRIGGER IF NOT EXISTS %s BEFORE %s ON %s FOR EACH ROW BEGIN
        IF LEFT(USER(), CHAR_LENGTH(USER()) - LOCATE('@', REVERSE(USER()))) NOT IN %s
        AND NOT EXISTS (SELECT 1 FROM %s WHERE migration = %s AND lifted >= %d) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'crossfade: this table is fenced';
        END IF; END
        """
        .formatted(
            Identifiers.MYSQL.quote(new TableId(table.schema(), name)),
            kind,
            Identifiers.MYSQL.quote(table),
            MysqlSql.in(ours),
            FenceTables.qualified(database),
            MysqlSql.literal(migration),
            epoch);
  }

  private static String prefix(long epoch) {
    return "crossfade_fence_" + epoch + "_";
  }

  static String digest(String text, int digits) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "")
        .substring(0, digits);
  }
}
