package dev.crossfade.jdbc.source.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Lets one order at a time change a fence, since rights and triggers know no transactions. A newer
 * order does not wait for an older one: it ends that one's session, so whoever wakes up late finds
 * that he is not connected any more.
 */
final class FenceTurn {

  private static final int TRIES = 50;

  private final String name;

  FenceTurn(String database, String migration) {
    this.name = MysqlSql.literal("crossfade." + FenceGuards.digest(database + "/" + migration, 32));
  }

  /** Waits for its turn for some seconds. */
  boolean take(Connection connection, int seconds) throws SQLException {
    return MysqlSql.number(
            connection, "SELECT coalesce(get_lock(" + name + ", " + seconds + "), 0)")
        == 1;
  }

  /** Ends the session of whoever has the turn, until it is ours. */
  void insist(Connection connection) throws SQLException {
    for (int i = 0; i < TRIES; i++) {
      if (take(connection, 0)) {
        return;
      }
      long holder = MysqlSql.number(connection, "SELECT coalesce(is_used_lock(" + name + "), 0)");
      if (holder > 0) {
        FenceDrops.kill(connection, holder);
      }
      if (take(connection, 1)) {
        return;
      }
    }
    throw new SQLException("the session that changes the fence does not end", "40001");
  }

  void release(Connection connection) throws SQLException {
    MysqlSql.execute(connection, "DO release_lock(" + name + ")");
  }
}
