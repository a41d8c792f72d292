package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.TargetKeys;
import dev.crossfade.spi.target.QuarantineItem;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parked rows that are looked for in their source, whatever the spelling of their keys: a decimal
 * may have other zeros there by now.
 */
final class WantedRows {

  private final Map<Key, Key> spelled = new HashMap<>();
  private final Map<Key, Set<Long>> nameless = new HashMap<>();
  private final Set<Key> found = new HashSet<>();
  private long unreadable;

  private WantedRows() {}

  static WantedRows of(TableSchema table, List<QuarantineItem> parked) {
    WantedRows wanted = new WantedRows();
    parked.forEach(item -> wanted.add(SourceKeys.of(table, item.change()), item));
    return wanted;
  }

  private void add(@Nullable Key key, QuarantineItem item) {
    if (key == null) {
      unreadable++;
      return;
    }
    Key normal = TargetKeys.normal(key);
    spelled.putIfAbsent(normal, key);
    if (item.change().key() == null) {
      nameless.computeIfAbsent(normal, any -> new HashSet<>()).add(item.id());
    }
  }

  /** Keys by which they are asked for. */
  Collection<Key> keys() {
    return spelled.values();
  }

  /** Whether a row of the source is one of them, and is seen for the first time. */
  boolean finds(Key key) {
    Key normal = TargetKeys.normal(key);
    return spelled.containsKey(normal) && found.add(normal);
  }

  /** Items of a row that were parked before its target key was known. */
  Set<Long> nameless(Key key) {
    return nameless.getOrDefault(TargetKeys.normal(key), Set.of());
  }

  /** How many were not found, or could not be looked for. */
  long absent() {
    return unreadable + spelled.size() - found.size();
  }
}
