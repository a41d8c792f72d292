package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.change.Mark;
import dev.crossfade.jdbc.source.SourceSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Writes marks: the row of the migration in the mark table. The row's lock is held until commit, so
 * numbers grow in log order across all writers.
 */
final class MysqlMarks {

  /** Behind the migration's name in the row that says: the way back wrote this transaction. */
  static final String BACK = " back";

  private static final String CREATE =
      "CREATE TABLE IF NOT EXISTS "
          + MysqlCatalog.MARK_TABLE
          + " (migration varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,"
          + " number bigint NOT NULL, written_at datetime(6) NOT NULL) ENGINE=InnoDB";
  private static final String WRITE =
      "INSERT INTO "
          + MysqlCatalog.MARK_TABLE
          + " (migration, number, written_at)"
          + " VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE"
          + " number = greatest(number + 1, VALUES(number)), written_at = VALUES(written_at)";
  private static final String READ =
      "SELECT number FROM " + MysqlCatalog.MARK_TABLE + " WHERE migration = ?";
  private static final String FORGET =
      "DELETE FROM " + MysqlCatalog.MARK_TABLE + " WHERE migration IN (?, ?)";
  private static final String LEFT =
      "SELECT coalesce(max(migration IN (?, ?)), 1) FROM " + MysqlCatalog.MARK_TABLE;
  private static final String EXISTS =
      "SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
          + " AND table_name = '"
          + MysqlCatalog.MARK_TABLE
          + "'";

  private final SourceSession session;
  private final String migration;

  MysqlMarks(SourceSession session, String migration) {
    this.session = session;
    this.migration = migration;
  }

  /** Creates the table unless it exists, without trying where creating is not allowed. */
  static void ensureTable(Connection connection) throws SQLException {
    if (!exists(connection)) {
      execute(connection, CREATE);
    }
  }

  static boolean exists(Connection connection) throws SQLException {
    return count(connection, EXISTS) > 0;
  }

  synchronized Mark write() {
    return session.run("write a mark into the log", this::write);
  }

  /** Whether there is something to be removed: of this migration, or of nobody any more. */
  boolean left(Connection connection) throws SQLException {
    if (!exists(connection)) {
      return false;
    }
    try (PreparedStatement statement = connection.prepareStatement(LEFT)) {
      statement.setString(1, migration);
      statement.setString(2, migration + BACK);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Forgets this migration, and the table with the last one. */
  void remove(Connection connection) throws SQLException {
    if (!exists(connection)) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setString(1, migration);
      statement.setString(2, migration + BACK);
      statement.executeUpdate();
    }
    if (count(connection, "SELECT count(*) FROM " + MysqlCatalog.MARK_TABLE) == 0) {
      execute(connection, "DROP TABLE IF EXISTS " + MysqlCatalog.MARK_TABLE);
    }
  }

  private Mark write(Connection connection) throws SQLException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      statement.setString(1, migration);
      statement.setLong(2, ChronoUnit.MICROS.between(Instant.EPOCH, now));
      String written = LocalDateTime.ofInstant(now, ZoneOffset.UTC).toString();
      statement.setString(3, written.replace('T', ' '));
      statement.executeUpdate();
    }
    long number = number(connection);
    connection.commit();
    connection.setAutoCommit(true);
    return new Mark(number, now);
  }

  private long number(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setString(1, migration);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  synchronized void close() {
    session.close();
  }
}
