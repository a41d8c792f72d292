package dev.crossfade.jdbc.source.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A line that every guard locks for reading when somebody writes, until his transaction ends. So
 * whoever closes it waits for all of them that are in flight, and whoever writes later finds it
 * closed, however old what else he sees is. It tells the last epoch under which it was closed, and
 * is never opened: guards let pass once {@link FenceTables.Line#lifted} is as high, which they read
 * without a lock, since those who were refused and have not ended yet must not keep anybody from
 * lifting.
 */
final class FenceGate {

  static final String GATE = "crossfade_fence_gate";

  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;

  private final String migration;

  FenceGate(String migration) {
    this.migration = migration;
  }

  static void create(Connection connection) throws SQLException {
    MysqlSql.execute(
        connection,
        "CREATE TABLE IF NOT EXISTS "
            + GATE
            + " (migration varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL"
            + " PRIMARY KEY, epoch bigint NOT NULL) ENGINE=InnoDB");
  }

  /** Makes the lines that guards look for; without them they let nobody pass. */
  void ensure(Connection connection) throws SQLException {
    FenceTables.ensure(connection, migration);
    if (MysqlSql.number(
            connection,
            "SELECT count(*) FROM " + GATE + " WHERE migration = " + MysqlSql.literal(migration))
        == 0) {
      MysqlSql.execute(
          connection,
          "INSERT IGNORE INTO " + GATE + " VALUES (" + MysqlSql.literal(migration) + ", 0)");
    }
  }

  /**
   * Closes it; false when somebody who writes is in flight. Once it is closed nobody is waited for
   * any more: whoever was refused and goes on has it locked all the same.
   */
  boolean close(Connection connection, long epoch) throws SQLException {
    String ours = " WHERE migration = " + MysqlSql.literal(migration);
    if (MysqlSql.number(connection, "SELECT coalesce(max(epoch), 0) FROM " + GATE + ours)
        >= epoch) {
      return true;
    }
    return patiently(
        connection,
        "SET STATEMENT innodb_lock_wait_timeout = 1 FOR UPDATE "
            + GATE
            + " SET epoch = greatest(epoch, "
            + epoch
            + ")"
            + ours);
  }

  /** Does it; false when a transaction in flight is in the way. */
  static boolean patiently(Connection connection, String sql) throws SQLException {
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
}
