package dev.crossfade.jdbc.source.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  /** Waits for transactions that are open now. */
  static void create(Connection connection, String name) throws SQLException {
    call(connection, "SELECT pg_create_logical_replication_slot(?, '" + PLUGIN + "')", name);
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
