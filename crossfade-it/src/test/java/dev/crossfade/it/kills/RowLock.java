package dev.crossfade.it.kills;

import dev.crossfade.oracle.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Keeps rows locked, so that nobody gets past them, until something is seen. */
final class RowLock implements Stop {

  private final Database database;
  private final String query;
  private final Callable<Boolean> seen;
  private @Nullable Connection connection;

  /**
   * @param query that locks rows, or changes them
   * @param seen whether whoever moves clients has come there
   */
  RowLock(Database database, String query, Callable<Boolean> seen) {
    this.database = database;
    this.query = query;
    this.seen = seen;
  }

  @Override
  public void arm() throws SQLException {
    Connection open = database.connect();
    connection = open;
    open.setAutoCommit(false);
    try (Statement statement = open.createStatement()) {
      statement.execute(query);
    }
  }

  @Override
  public boolean reached() throws Exception {
    return seen.call();
  }

  @Override
  public void release(Fate fate) {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.rollback();
        open.close();
      } catch (SQLException e) {
        // its database was killed
      }
    }
  }

  @Override
  public String toString() {
    return "lock by " + query;
  }
}
