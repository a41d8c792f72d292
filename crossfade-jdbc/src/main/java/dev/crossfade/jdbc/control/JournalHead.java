package dev.crossfade.jdbc.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The row that all who write a journal or take its lease meet at.
 *
 * @param version of the last entry
 * @param epoch of the last lease
 */
record JournalHead(long version, long epoch) {

  /** Makes the row, if there is none. */
  static boolean create(Connection connection, String migration) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO crossfade.journal_head (migration) VALUES (?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, migration);
      return insert.executeUpdate() > 0;
    }
  }

  /** The row; zeros when there is none. */
  static JournalHead read(Connection connection, String migration) throws SQLException {
    return read(connection, migration, "");
  }

  /** Waits until nobody else has the row. */
  static JournalHead lock(Connection connection, String migration) throws SQLException {
    return read(connection, migration, " FOR UPDATE");
  }

  private static JournalHead read(Connection connection, String migration, String how)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT version, epoch FROM crossfade.journal_head WHERE migration = ?" + how)) {
      select.setString(1, migration);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? new JournalHead(row.getLong(1), row.getLong(2)) : new JournalHead(0, 0);
      }
    }
  }
}
