package dev.crossfade.bench.stream;

import dev.crossfade.bench.servers.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Asks again and again, on one connection, whether a row is visible: a new session each time would
 * cost more than the work.
 */
final class Arrival implements AutoCloseable {

  private final Connection connection;
  private final PreparedStatement asking;

  private Arrival(Connection connection, PreparedStatement asking) {
    this.connection = connection;
    this.asking = asking;
  }

  static Arrival in(Postgres target, String table, String key) throws SQLException {
    Connection connection = target.connect();
    return new Arrival(
        connection, connection.prepareStatement("SELECT max(" + key + ") FROM " + table));
  }

  /** Whether a row with this key or a greater one is there. */
  boolean of(long id) throws SQLException {
    try (ResultSet rows = asking.executeQuery()) {
      return rows.next() && rows.getLong(1) >= id;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
