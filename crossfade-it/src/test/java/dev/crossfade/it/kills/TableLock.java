package dev.crossfade.it.kills;

import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Keeps everybody from reading a table; Crossfade stands there once it wants to. */
final class TableLock implements Stop {

  private static final String OURS =
      "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
          + " WHERE l.relation = ?::regclass AND l.mode = 'AccessExclusiveLock'"
          + " AND a.application_name = 'crossfade-test'";
  private static final String WAITING =
      "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
          + " WHERE l.relation = ?::regclass AND NOT l.granted"
          + " AND a.application_name LIKE 'crossfade %'";

  private final Database database;
  private final String table;
  private @Nullable Connection connection;

  TableLock(Database database, String table) {
    this.database = database;
    this.table = table;
  }

  /** Whoever has it locked now may end first; from then on nobody else comes before. */
  @Override
  public void arm() throws Exception {
    Connection open = database.connect();
    connection = open;
    open.setAutoCommit(false);
    new Thread(() -> lock(open), "lock of " + table).start();
    while (count(OURS) == 0) {
      Thread.sleep(5);
    }
  }

  private void lock(Connection open) {
    try (Statement statement = open.createStatement()) {
      statement.execute("LOCK TABLE " + table);
    } catch (SQLException e) {
      // it was released before it was granted
    }
  }

  @Override
  public boolean reached() throws SQLException {
    return count(WAITING) > 0;
  }

  private long count(String query) throws SQLException {
    try (Connection looking = database.connect()) {
      return Sql.number(looking, query, table);
    }
  }

  @Override
  public void release(Fate fate) throws SQLException {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.abort(Runnable::run);
    }
  }

  @Override
  public String toString() {
    return "lock of " + table;
  }
}
