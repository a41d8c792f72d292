package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entity's table, wherever it lives, with its held changes. */
final class MemoryEntity {

  final EntityShape shape;
  EntityState state = EntityState.WAITING;
  boolean ready;
  final List<Loaded> loaded = new ArrayList<>();
  final Map<Key, @Nullable Object[]> keyed = new LinkedHashMap<>();
  final List<@Nullable Object[]> appended = new ArrayList<>();
  final List<EntityChange> held = new ArrayList<>();
  final Map<String, Object> forbidden = new HashMap<>();

  MemoryEntity(EntityShape shape) {
    this.shape = shape;
  }

  /** A row of history before the entity has its key. */
  record Loaded(int mapping, @Nullable Object[] row) {}

  MemoryEntity copy() {
    MemoryEntity copy = new MemoryEntity(shape);
    copy.state = state;
    copy.ready = ready;
    copy.loaded.addAll(loaded);
    copy.keyed.putAll(keyed);
    copy.appended.addAll(appended);
    copy.held.addAll(held);
    copy.forbidden.putAll(forbidden);
    return copy;
  }

  Key key(@Nullable Object[] row) {
    return Key.of(row, shape.table().keyIndexes());
  }

  List<@Nullable Object[]> rows() {
    return new ArrayList<>(shape.appendOnly() ? appended : keyed.values());
  }

  void replace(List<@Nullable Object[]> rows) {
    if (shape.appendOnly()) {
      appended.clear();
      appended.addAll(rows);
    } else {
      keyed.clear();
      rows.forEach(row -> keyed.put(key(row), row));
    }
  }
}
