package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
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

  /** The same with more columns, which are NULL. */
  MemoryEntity reshaped(EntityShape other) {
    List<String> names = other.table().columnNames();
    if (!names.containsAll(shape.table().columnNames())) {
      throw Problem.of(
              MemoryProblem.SHAPE_CHANGED, "a column of " + shape.name() + " is gone", "", "")
          .raise();
    }
    MemoryEntity reshaped = new MemoryEntity(other);
    reshaped.state = state;
    reshaped.ready = ready;
    reshaped.held.addAll(held);
    reshaped.forbidden.putAll(forbidden);
    loaded.forEach(each -> reshaped.loaded.add(new Loaded(each.mapping(), row(other, each.row()))));
    reshaped.replace(rows().stream().map(row -> row(other, row)).toList());
    return reshaped;
  }

  private @Nullable Object[] row(EntityShape other, @Nullable Object[] row) {
    return other.table().columnNames().stream()
        .map(shape.table()::indexOf)
        .map(index -> index < 0 ? null : row[index])
        .toArray();
  }
}
