package dev.crossfade.jdbc.target;

import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What follows from a replay that has ended, in the transaction that ends it. */
final class Following {

  private Following() {}

  /**
   * Counts its writes, and asks for a replay of every group of rows that waited for rows of an
   * entity that were written.
   */
  static void ended(Connection connection, Entities entities, String migration, Replay replay)
      throws SQLException {
    Set<String> written = new TreeSet<>(UnloggedWrites.replayed(connection, migration, replay));
    List<QuarantineGroup> waiting = new ArrayList<>();
    if (replay.passed() > 0) {
      PostgresQuarantine.groups(connection, entities, migration).stream()
          .filter(group -> written.contains(group.parent()))
          .forEach(waiting::add);
    }
    Set<String> counted = new TreeSet<>(written);
    waiting.forEach(group -> counted.add(group.entity()));
    UnloggedWrites.count(connection, migration, counted);
    String actor = actor(connection, replay.act());
    for (QuarantineGroup group : waiting) {
      String reason =
          "rows of %s that they refer to were written by act %d"
              .formatted(group.parent(), replay.act());
      Selection what = Selection.of(group);
      Act act =
          PostgresActs.insert(
              connection, migration, Act.Kind.REPLAY, what, actor, reason, group.count(), "");
      PostgresActs.parts(connection, migration, act, what);
    }
  }

  private static String actor(Connection connection, long act) throws SQLException {
    return Sql.find(
            connection,
            "SELECT actor FROM crossfade.act WHERE id = ?",
            row -> row.getString(1),
            act)
        .orElseThrow();
  }
}
