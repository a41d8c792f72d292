package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Bookmark;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.engine.Renewals;
import dev.crossfade.engine.UnloggedCounts;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is written into production beside the streams: rows that other rules renew, that are
 * replayed or made right, and what a table that goes on left behind. No log tells of these rows, so
 * whoever looks only at touched keys does not see them. They are counted by entity, and a verdict
 * keeps the count it was made under.
 *
 * @param parties where it is written
 */
record Unlogged(Parties parties) {

  /** How often it was written beside the streams. */
  long count(String entity) {
    return UnloggedCounts.of(entity, parties.progress());
  }

  /** Bookmarks of a verdict that is made under this count. */
  static Map<String, Bookmark> counted(Map<String, Bookmark> places, long count) {
    Map<String, Bookmark> bookmarks = new TreeMap<>(places);
    bookmarks.put(Bookmark.UNLOGGED, Bookmark.unlogged(count));
    return bookmarks;
  }

  /** Why rows are not what the mappings make of their sources yet; empty when they are. */
  String renewal(Scope scope) {
    return Renewals.of(scope.shape().name(), parties.migration(), parties.progress())
        ? Renewals.WHY
        : "";
  }

  /**
   * What still writes rows of an entity, in words; empty when nothing does. While changes go back
   * to the sources nothing does, whatever was asked for.
   */
  String errand(String entity) {
    TargetDatabase target = parties.target();
    if (Direction.of(target.progress().fact(ProgressStore.DIRECTION)).way()
        != Direction.Way.FORWARD) {
      return "";
    }
    boolean replayed =
        target.acts().open().stream()
            .map(replay -> replay.what().entity())
            .anyMatch(each -> each == null || each.equals(entity));
    if (replayed) {
      return "a replay of its rows is not over";
    }
    boolean repaired =
        target.repairs().open().stream().anyMatch(each -> each.entity().equals(entity));
    return repaired ? "a repair of its rows is not over" : "";
  }
}
