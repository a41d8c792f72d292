package dev.crossfade.jdbc.source.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Sessions whose writes no right that is taken would stop, and that are not ours. */
final class Strangers {

  private static final int LOOKS = 5;

  /** How they call themselves, and what makes them able to. */
  private record Session(String who, String why) {}

  private Strangers() {}

  /**
   * Who is connected, with the reason. A session says only after it began what it is called; one
   * that is without a name of ours is looked at again.
   */
  static Map<String, String> connected(Connection connection, PostgresScope scope)
      throws SQLException {
    Map<Integer, Session> seen = sessions(connection, scope);
    for (int i = 1; i < LOOKS && !seen.isEmpty(); i++) {
      refresh(connection);
      Map<Integer, Session> still = sessions(connection, scope);
      still.keySet().retainAll(seen.keySet());
      seen = still;
    }
    Map<Session, Integer> numbers = new HashMap<>();
    seen.values().forEach(session -> numbers.merge(session, 1, Integer::sum));
    Map<String, String> told = new TreeMap<>();
    numbers.forEach(
        (session, number) -> told.put(session.who(), session.why() + ", " + number + " connected"));
    return told;
  }

  private static Map<Integer, Session> sessions(Connection connection, PostgresScope scope)
      throws SQLException {
    Map<Integer, Session> sessions = new HashMap<>();
    try (PreparedStatement statement = scope.statement(connection, FenceSql.SESSIONS, "ours ours");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        sessions.put(row.getInt(1), new Session(row.getString(2), row.getString(3)));
      }
    }
    return sessions;
  }

  /** A transaction sees the same sessions until it asks for others. */
  private static void refresh(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_sleep(0.05), pg_stat_clear_snapshot()");
    }
  }
}
