package dev.crossfade.jdbc.source.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A replication slot as the server shows it.
 *
 * @param plugin output plugin
 * @param database the database it belongs to
 * @param confirmed position before which the log may be forgotten
 * @param lost whether the server has removed log the slot still needs
 * @param retained bytes of log kept because of it
 */
record PostgresSlot(String plugin, String database, String confirmed, boolean lost, long retained) {

  static final String PLUGIN = "pgoutput";

  private static final String TIMED_OUT = "57014";

  private static final String FIND =
      "SELECT coalesce(plugin, ''), coalesce(database, ''),"
          + " coalesce(confirmed_flush_lsn::text, ''),"
          + " restart_lsn IS NULL OR coalesce(to_jsonb(s) ->> 'wal_status', '') = 'lost',"
          + " coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), -1)::bigint"
          + " FROM pg_replication_slots s WHERE slot_name = ?";

  /** The slot of this name, or null. */
  static @Nullable PostgresSlot find(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new PostgresSlot(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getLong(5))
            : null;
      }
    }
  }

  /**
   * Waits for all transactions that are open now, since the slot begins where none of them is.
   *
   * @return false when they did not end in time; nothing was created then
   */
  static boolean create(Connection connection, String name, Duration patience) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET statement_timeout = " + patience.toMillis());
      call(connection, "SELECT pg_create_logical_replication_slot(?, '" + PLUGIN + "')", name);
      statement.execute("SET statement_timeout = 0");
      return true;
    } catch (SQLException e) {
      if (TIMED_OUT.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  static void drop(Connection connection, String name) throws SQLException {
    call(connection, "SELECT pg_drop_replication_slot(?)", name);
  }

  private static void call(Connection connection, String sql, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      statement.execute();
    }
  }
}
