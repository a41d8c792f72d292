package dev.crossfade.jdbc.source.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/**
 * Answers of {@code information_schema} that lack tables: while somebody changes a table, and be it
 * only by a trigger, it is left out of them, with a warning.
 */
final class SkippedTables {

  private static final int SKIPPED = 1684;
  private static final int TRIES = 100;

  private SkippedTables() {}

  /** Something that is read by a statement or two. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws SQLException;
  }

  /** Refuses an answer that lacks tables; to be asked once all of it was read. */
  static void refuse(Statement statement) throws SQLException {
    for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
      if (each.getErrorCode() == SKIPPED) {
        throw new SQLException(each.getMessage(), "40001", SKIPPED);
      }
    }
  }

  /** Reads until nothing is left out, for some seconds. */
  static <T> T whole(Connection connection, Reading<T> reading) throws SQLException {
    for (int i = 1; ; i++) {
      try {
        return reading.read();
      } catch (SQLException e) {
        if (e.getErrorCode() != SKIPPED || i == TRIES) {
          throw e;
        }
        MysqlSql.execute(connection, "DO sleep(0.05)");
      }
    }
  }
}
