package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a source table. */
final class MemoryTable {

  private final TableSchema schema;
  private final int[] keyIndexes;
  private final Map<Key, @Nullable Object[]> keyed = new LinkedHashMap<>();
  private final List<@Nullable Object[]> keyless = new ArrayList<>();

  MemoryTable(TableSchema schema) {
    this.schema = schema;
    this.keyIndexes = schema.keyIndexes();
  }

  MemoryTable copy() {
    return as(schema);
  }

  /** The same rows under another description. */
  MemoryTable as(TableSchema other) {
    MemoryTable copy = new MemoryTable(other);
    copy.keyed.putAll(keyed);
    copy.keyless.addAll(keyless);
    return copy;
  }

  TableSchema schema() {
    return schema;
  }

  Key key(@Nullable Object[] row) {
    return Key.of(row, keyIndexes);
  }

  @Nullable Object @Nullable [] get(Key key) {
    return keyed.get(key);
  }

  void add(@Nullable Object[] row) {
    if (schema.keyless()) {
      keyless.add(row);
    } else if (keyed.putIfAbsent(key(row), row) != null) {
      throw new IllegalArgumentException("duplicate key in " + schema.id());
    }
  }

  void remove(@Nullable Object[] row) {
    if (!schema.keyless()) {
      keyed.remove(key(row));
      return;
    }
    for (int i = 0; i < keyless.size(); i++) {
      if (Arrays.deepEquals(keyless.get(i), row)) {
        keyless.remove(i);
        return;
      }
    }
  }

  void clear() {
    keyed.clear();
    keyless.clear();
  }

  List<@Nullable Object[]> rows() {
    return new ArrayList<>(schema.keyless() ? keyless : keyed.values());
  }
}
