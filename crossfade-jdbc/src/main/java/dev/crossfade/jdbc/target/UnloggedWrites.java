package dev.crossfade.jdbc.target;

import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Counts, for each entity, writes of which no log tells, in the transactions by which they are
 * asked for and by which they are over.
 */
final class UnloggedWrites {

  private static final String COUNT =
      "INSERT INTO crossfade.fact (migration, name, value) SELECT ?, ? || e.name, '1'"
          + " FROM unnest(?::text[]) AS e(name) ORDER BY e.name"
          + " ON CONFLICT (migration, name) DO UPDATE SET value = (fact.value::bigint + 1)::text,"
          + " updated_at = clock_timestamp()";

  private static final String PARKED =
      "SELECT DISTINCT entity FROM crossfade.quarantine WHERE migration = ?";

  private UnloggedWrites() {}

  /** Of these entities; in one order, so that nobody waits for each other. */
  static void count(Connection connection, String migration, Collection<String> entities)
      throws SQLException {
    if (!entities.isEmpty()) {
      Sql.update(
          connection,
          COUNT,
          migration,
          ProgressStore.UNLOGGED_OF_ENTITY,
          new TreeSet<>(entities).toArray(String[]::new));
    }
  }

  /** Of entities of which what is meant is parked. */
  static void asked(Connection connection, String migration, Selection what) throws SQLException {
    String which = PARKED + " AND state = 'OPEN'" + Selected.CONDITION;
    count(
        connection,
        migration,
        Sql.list(
            connection, which, row -> row.getString(1), Selected.with(what, migration).toArray()));
  }

  /** Entities of which a replay may have written rows. */
  static List<String> replayed(Connection connection, String migration, Replay replay)
      throws SQLException {
    String entity = replay.what().entity();
    return entity != null
        ? List.of(entity)
        : Sql.list(
            connection,
            PARKED + " AND source = ? AND id <= ?" + Selected.CONDITION,
            row -> row.getString(1),
            Selected.with(replay.what(), migration, replay.source(), replay.last()).toArray());
  }
}
