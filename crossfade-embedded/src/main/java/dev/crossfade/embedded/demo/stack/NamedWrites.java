package dev.crossfade.embedded.demo.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes to one row whose last write is named in the row itself, so that a client may send one
 * again and it is done once.
 *
 * @param sessions of the application
 * @param table with a column {@code sync_token}
 * @param key of the table
 */
record NamedWrites(Sessions sessions, String table, String key) {

  private static final String DUPLICATE = "23";

  Fate add(Object id, String write, Sessions.Work<Integer> insert) throws SQLException {
    try {
      return added(id, write, insert);
    } catch (SQLException e) {
      String state = e.getSQLState();
      if (state != null && state.startsWith(DUPLICATE)) {
        return added(id, write, insert);
      }
      throw e;
    }
  }

  private Fate added(Object id, String write, Sessions.Work<Integer> insert) throws SQLException {
    return sessions.transaction(
        c -> {
          List<String> last = last(c, id);
          if (last.isEmpty()) {
            insert.on(c);
            return Fate.DONE;
          }
          return last.contains(write) ? Fate.DONE_BEFORE : Fate.TAKEN;
        });
  }

  Fate change(Object id, String write, Sessions.Work<Integer> update) throws SQLException {
    return sessions.transaction(
        c -> {
          List<String> last = last(c, id);
          if (last.contains(write)) {
            return Fate.DONE_BEFORE;
          }
          return update.on(c) == 0 ? Fate.MISSING : Fate.DONE;
        });
  }

  Fate remove(Object id) throws SQLException {
    String sql = "DELETE FROM " + table + " WHERE " + key + " = ?";
    return sessions.transaction(c -> Sql.update(c, sql, id) == 0 ? Fate.DONE_BEFORE : Fate.DONE);
  }

  /** The last write of the row, which is locked; nothing when there is no such row. */
  private List<String> last(Connection connection, Object id) throws SQLException {
    String sql = "SELECT sync_token FROM " + table + " WHERE " + key + " = ? FOR UPDATE";
    return new ArrayList<>(Sql.list(connection, sql, row -> String.valueOf(row.getString(1)), id));
  }
}
