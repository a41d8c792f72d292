package dev.crossfade.engine.verify;

import dev.crossfade.core.schema.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Target keys whose rows looked different, each with the source rows known to map to it. A key
 * without source rows was seen in production only.
 */
final class Suspects {

  private static final int AT_ONCE = 20_000;

  private final Map<Key, Set<SourceRow>> rows = new HashMap<>();

  void add(Key key) {
    rows.computeIfAbsent(key, any -> new LinkedHashSet<>());
  }

  boolean has(SourceRow row) {
    return rows.getOrDefault(row.key(), Set.of()).contains(row);
  }

  void add(SourceRow row) {
    rows.computeIfAbsent(row.key(), any -> new LinkedHashSet<>()).add(row);
  }

  Map<Key, Set<SourceRow>> rows() {
    return rows;
  }

  /** All of them, so many at a time that both of their rows fit into memory. */
  List<Map<Key, Set<SourceRow>>> slices() {
    List<Map<Key, Set<SourceRow>>> slices = new ArrayList<>();
    rows.forEach(
        (key, sources) -> {
          if (slices.isEmpty() || slices.get(slices.size() - 1).size() == AT_ONCE) {
            slices.add(new HashMap<>());
          }
          slices.get(slices.size() - 1).put(key, sources);
        });
    return slices;
  }

  int size() {
    return rows.size();
  }
}
