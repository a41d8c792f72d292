package dev.crossfade.engine.verify;

import dev.crossfade.core.schema.Key;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Target keys whose rows looked different, each with the source rows known to map to it. A key
 * without source rows was seen in production only.
 */
final class Suspects {

  private final Map<Key, Set<SourceRow>> rows = new HashMap<>();

  void add(Key key) {
    rows.computeIfAbsent(key, any -> new LinkedHashSet<>());
  }

  void add(SourceRow row) {
    rows.computeIfAbsent(row.key(), any -> new LinkedHashSet<>()).add(row);
  }

  Map<Key, Set<SourceRow>> rows() {
    return rows;
  }

  int size() {
    return rows.size();
  }
}
