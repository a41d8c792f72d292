package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.change.Mark;
import dev.crossfade.spi.cutover.FenceState.Standing;
import dev.crossfade.spi.cutover.FenceStop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the database itself knows of a fence. */
record FenceRow(long epoch, Standing standing, @Nullable FenceStop stop) {

  private static final FenceRow NONE = new FenceRow(0, Standing.OPEN, null);

  private static final String CREATE =
      """
      CREATE SCHEMA IF NOT EXISTS crossfade;
      CREATE TABLE IF NOT EXISTS crossfade.fence (
        migration text PRIMARY KEY, epoch bigint NOT NULL, standing text NOT NULL,
        mark_number bigint, marked_at timestamptz, log text);
      CREATE TABLE IF NOT EXISTS crossfade.fence_right (
        migration text NOT NULL, schema_name text NOT NULL, table_name text NOT NULL,
        column_name text NOT NULL, privilege text NOT NULL, grantable boolean NOT NULL,
        by_owner boolean NOT NULL, grantor text NOT NULL, grantee text NOT NULL,
        PRIMARY KEY (migration, schema_name, table_name, column_name, privilege, grantor, grantee))
      """;

  private static final String READ =
      "SELECT epoch, standing, mark_number, marked_at, log FROM crossfade.fence"
          + " WHERE migration = ?";

  private static final String LEFT =
      "SELECT coalesce(bool_or(migration = ?), true) FROM crossfade.fence";

  static boolean prepared(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT to_regclass('crossfade.fence_right') IS NOT NULL")) {
      return row.next() && row.getBoolean(1);
    }
  }

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
    }
  }

  static FenceRow read(Connection connection, String migration) throws SQLException {
    return read(connection, migration, READ);
  }

  /** Reads the row and keeps it until the transaction ends. */
  static FenceRow hold(Connection connection, String migration) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO crossfade.fence VALUES (?, 0, 'OPEN') ON CONFLICT DO NOTHING")) {
      statement.setString(1, migration);
      statement.executeUpdate();
    }
    return read(connection, migration, READ + " FOR UPDATE");
  }

  /** What of it is left, in words; empty when others still need what there is. */
  static Optional<String> left(Connection connection, String migration) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LEFT)) {
      statement.setString(1, migration);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1)
            ? Optional.of("forget the fence: crossfade.fence, crossfade.fence_right")
            : Optional.empty();
      }
    }
  }

  /** Forgets this migration, and removes the tables with the last one. */
  static void forget(Connection connection, String migration) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM crossfade.fence WHERE migration = ?")) {
      statement.setString(1, migration);
      statement.executeUpdate();
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM crossfade.fence)")) {
      row.next();
      if (row.getBoolean(1)) {
        statement.execute("DROP TABLE crossfade.fence_right, crossfade.fence");
      }
    }
  }

  private static FenceRow read(Connection connection, String migration, String query)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, migration);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? of(row) : NONE;
      }
    }
  }

  private static FenceRow of(ResultSet row) throws SQLException {
    long epoch = row.getLong("epoch");
    String log = row.getString("log");
    FenceStop stop = null;
    if (log != null) {
      Instant at = row.getObject("marked_at", OffsetDateTime.class).toInstant();
      stop = new FenceStop(epoch, new Mark(row.getLong("mark_number"), at), log);
    }
    return new FenceRow(epoch, Standing.valueOf(row.getString("standing")), stop);
  }

  void store(Connection connection, String migration) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE crossfade.fence SET epoch = ?, standing = ?, mark_number = ?, marked_at = ?,"
                + " log = ? WHERE migration = ?")) {
      statement.setLong(1, epoch);
      statement.setString(2, standing.name());
      statement.setObject(3, stop == null ? null : stop.mark().number());
      statement.setObject(
          4, stop == null ? null : stop.mark().writtenAt().atOffset(ZoneOffset.UTC));
      statement.setString(5, stop == null ? null : stop.log());
      statement.setString(6, migration);
      statement.executeUpdate();
    }
  }

  /** Whether an order to raise under this epoch comes too late. */
  boolean outruns(long order) {
    return order < epoch || (order == epoch && standing == Standing.OPEN);
  }
}
