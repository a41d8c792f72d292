package dev.crossfade.engine.verify;

import dev.crossfade.core.schema.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every state in which the sources were seen to show some rows since the watch began. One thread.
 */
final class SourceWatch {

  private final SourceLookup lookup;
  private final Map<Key, Set<SourceRow>> rows;
  private final Map<Key, List<Sighting>> seen = new HashMap<>();
  private boolean begun;

  /**
   * @param rows what is looked at; keys may be removed from it meanwhile
   */
  SourceWatch(SourceLookup lookup, Map<Key, Set<SourceRow>> rows) {
    this.lookup = lookup;
    this.rows = rows;
  }

  /** Looks at all rows; but the first time, only at those that need no scan of their table. */
  void look() {
    lookup.look(begun ? lookup.withoutScan(rows) : rows).forEach(this::add);
    begun = true;
  }

  private void add(Key key, Sighting now) {
    List<Sighting> before = seen.computeIfAbsent(key, any -> new ArrayList<>());
    if (before.isEmpty() || !before.get(before.size() - 1).same(now)) {
      before.add(now);
    }
  }

  /** The states of one row, in the order in which they were seen. */
  List<Sighting> states(Key key) {
    return seen.getOrDefault(key, List.of());
  }

  /** Whether a row was seen to change. */
  boolean moved(Key key) {
    return states(key).size() > 1;
  }
}
