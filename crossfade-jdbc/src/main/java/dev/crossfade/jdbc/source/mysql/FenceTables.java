package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.change.Mark;
import dev.crossfade.jdbc.source.SourceTransaction;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.spi.cutover.FenceState.Standing;
import dev.crossfade.spi.cutover.FenceStop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a MariaDB database keeps what it knows of a fence. */
final class FenceTables {

  /** One line for each migration. */
  static final String FENCE = "crossfade_fence";

  /** Rights that were taken and have to be given back. */
  static final String RIGHT = "crossfade_fence_right";

  private static final String TEXT =
      " varchar(%d) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL";

  private FenceTables() {}

  /**
   * A line.
   *
   * @param epoch of the last order
   * @param standing how it stands
   * @param lifted every guard of an epoch up to this one lets pass
   * @param stop where the database stopped
   */
  record Line(long epoch, Standing standing, long lifted, @Nullable FenceStop stop) {

    boolean outruns(long order) {
      return order < epoch || order <= lifted;
    }
  }

  /** Whether it may have been raised: an earlier build did without a gate. */
  static boolean prepared(Connection connection) throws SQLException {
    return there(connection, FENCE, RIGHT);
  }

  /** Whether it can be raised. */
  static boolean complete(Connection connection) throws SQLException {
    return there(connection, FENCE, RIGHT, FenceGate.GATE);
  }

  private static boolean there(Connection connection, String... tables) throws SQLException {
    return MysqlSql.number(
            connection,
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
                + " AND table_name IN "
                + MysqlSql.in(List.of(tables)))
        == tables.length;
  }

  static void create(Connection connection) throws SQLException {
    MysqlSql.execute(
        connection,
        "CREATE TABLE IF NOT EXISTS "
            + FENCE
            + " (migration"
            + TEXT.formatted(64)
            + " PRIMARY KEY, epoch bigint NOT NULL, standing varchar(8) NOT NULL,"
            + " lifted bigint NOT NULL, mark_number bigint, marked_at datetime(6),"
            + " log varchar(1024)) ENGINE=InnoDB");
    MysqlSql.execute(
        connection,
        "CREATE TABLE IF NOT EXISTS "
            + RIGHT
            + " (migration"
            + TEXT.formatted(64)
            + ", account"
            + TEXT.formatted(128)
            + ", host"
            + TEXT.formatted(255)
            + ", place"
            + TEXT.formatted(64)
            + ", table_name"
            + TEXT.formatted(64)
            + ", PRIMARY KEY (migration, account, host, place, table_name)) ENGINE=InnoDB");
    FenceGate.create(connection);
  }

  static Line read(Connection connection, String migration) throws SQLException {
    return read(connection, migration, "");
  }

  /** Reads and keeps it until the transaction ends. */
  static Line hold(Connection connection, String migration) throws SQLException {
    ensure(connection, migration);
    return read(connection, migration, " FOR UPDATE");
  }

  static void ensure(Connection connection, String migration) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT IGNORE INTO "
                + FENCE
                + " (migration, epoch, standing, lifted)"
                + " VALUES (?, 0, 'OPEN', 0)")) {
      statement.setString(1, migration);
      statement.executeUpdate();
    }
  }

  private static Line read(Connection connection, String migration, String how)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT epoch, standing, lifted, mark_number, marked_at, log FROM "
                + FENCE
                + " WHERE migration = ?"
                + how)) {
      statement.setString(1, migration);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? of(row) : new Line(0, Standing.OPEN, 0, null);
      }
    }
  }

  private static Line of(ResultSet row) throws SQLException {
    String log = row.getString("log");
    FenceStop stop = null;
    if (log != null) {
      LocalDateTime at = row.getObject("marked_at", LocalDateTime.class);
      Mark mark = new Mark(row.getLong("mark_number"), at.toInstant(ZoneOffset.UTC));
      stop = new FenceStop(row.getLong("epoch"), mark, log);
    }
    Standing standing = Standing.valueOf(row.getString("standing"));
    return new Line(row.getLong("epoch"), standing, row.getLong("lifted"), stop);
  }

  static void store(Connection connection, String migration, Line line) throws SQLException {
    FenceStop stop = line.stop();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE "
                + FENCE
                + " SET epoch = ?, standing = ?, lifted = ?, mark_number = ?,"
                + " marked_at = ?, log = ? WHERE migration = ?")) {
      statement.setLong(1, line.epoch());
      statement.setString(2, line.standing().name());
      statement.setLong(3, line.lifted());
      statement.setObject(4, stop == null ? null : stop.mark().number());
      statement.setObject(
          5,
          stop == null ? null : LocalDateTime.ofInstant(stop.mark().writtenAt(), ZoneOffset.UTC));
      statement.setString(6, stop == null ? null : stop.log());
      statement.setString(7, migration);
      statement.executeUpdate();
    }
  }

  /** Changes the line unless an order of this epoch comes too late. */
  static boolean rise(Connection connection, String migration, long epoch) throws SQLException {
    return SourceTransaction.run(
        connection,
        c -> {
          Line line = hold(c, migration);
          if (line.outruns(epoch)) {
            return false;
          }
          store(c, migration, new Line(epoch, Standing.RISING, line.lifted(), null));
          return true;
        });
  }

  /** What of it is left, in words; empty when others still need what there is. */
  static Optional<String> left(Connection connection, String migration) throws SQLException {
    boolean others = any(connection, "WHERE migration <> " + MysqlSql.literal(migration));
    boolean ours = any(connection, "WHERE migration = " + MysqlSql.literal(migration));
    return ours || !others
        ? Optional.of("forget the fence: " + String.join(", ", FENCE, RIGHT, FenceGate.GATE))
        : Optional.empty();
  }

  private static boolean any(Connection connection, String where) throws SQLException {
    return MysqlSql.number(connection, "SELECT count(*) FROM " + FENCE + " " + where) > 0;
  }

  /** Forgets this migration, and removes the tables with the last one. */
  static void forget(Connection connection, String migration) throws SQLException {
    String ours = " WHERE migration = " + MysqlSql.literal(migration);
    FenceGate.create(connection);
    MysqlSql.execute(connection, "DELETE FROM " + FenceGate.GATE + ours);
    MysqlSql.execute(connection, "DELETE FROM " + FENCE + ours);
    if (!any(connection, "")) {
      MysqlSql.execute(connection, "DROP TABLE " + String.join(", ", RIGHT, FENCE, FenceGate.GATE));
    }
  }

  static String qualified(String database, String table) {
    return Identifiers.MYSQL.quote(database) + "." + table;
  }
}
