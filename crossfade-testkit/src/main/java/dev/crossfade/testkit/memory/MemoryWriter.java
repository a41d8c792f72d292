package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.EntityWrite.PositionedRow;
import dev.crossfade.spi.target.EntityWrite.Reset;
import dev.crossfade.spi.target.RowsRefusedException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries writes out, and refuses what a database would: nulls, lengths, unique values. */
final class MemoryWriter {

  private final MemoryEntity entity;

  MemoryWriter(MemoryEntity entity) {
    this.entity = entity;
  }

  static Set<Key> write(MemoryEntity entity, EntityWrite write) {
    return new MemoryWriter(entity).write(write);
  }

  /** Builds the unique constraints; refuses when the rows do not fulfil them. */
  static void ready(MemoryEntity entity) {
    entity.shape.unique().forEach(new MemoryWriter(entity)::unique);
    entity.ready = true;
  }

  private Set<Key> write(EntityWrite write) {
    if (write.reset() == Reset.CLEAR) {
      entity.keyed.clear();
      entity.appended.clear();
    }
    write.deletes().forEach(entity.keyed::remove);
    Set<Key> missing = new HashSet<>();
    for (PositionedRow upsert : write.upserts()) {
      upsert(upsert.row(), missing);
    }
    for (PositionedRow append : write.appends()) {
      check(append.row());
      entity.appended.add(append.row());
    }
    write.removals().forEach(this::remove);
    if (entity.ready) {
      entity.shape.unique().forEach(this::unique);
    }
    return missing;
  }

  private void upsert(@Nullable Object[] row, Set<Key> missing) {
    Key key = entity.key(row);
    @Nullable Object @Nullable [] existing = entity.keyed.get(key);
    if (Arrays.asList(row).contains(Unavailable.VALUE)) {
      if (existing == null) {
        missing.add(key);
        return;
      }
      row = row.clone();
      for (int i = 0; i < row.length; i++) {
        row[i] = row[i] == Unavailable.VALUE ? existing[i] : row[i];
      }
    }
    check(row);
    entity.keyed.put(key, row);
  }

  private void remove(@Nullable Object[] row) {
    for (int i = 0; i < entity.appended.size(); i++) {
      if (Arrays.deepEquals(entity.appended.get(i), row)) {
        entity.appended.remove(i);
        return;
      }
    }
  }

  /** Refuses nulls, lengths, and rows with values that tests have forbidden. */
  void check(@Nullable Object[] row) {
    nulls(row);
    for (int i = 0; i < row.length; i++) {
      Column column = entity.shape.table().columns().get(i);
      if (row[i] != null && row[i].equals(entity.forbidden.get(column.name()))) {
        throw refused("23514", "forbidden");
      }
      if (column.type() instanceof LogicalType.Text text
          && text.maxLength() > 0
          && row[i] instanceof String value
          && value.length() > text.maxLength()) {
        throw refused("22001", column.name());
      }
    }
  }

  /** Refuses nulls only. */
  void nulls(@Nullable Object[] row) {
    for (int i = 0; i < row.length; i++) {
      Column column = entity.shape.table().columns().get(i);
      if (row[i] == null && !column.nullable()) {
        throw refused("23502", column.name());
      }
    }
  }

  private void unique(List<String> columns) {
    int[] indexes = columns.stream().mapToInt(entity.shape.table()::indexOf).toArray();
    Set<Key> seen = new HashSet<>();
    for (@Nullable Object[] row : entity.keyed.values()) {
      boolean hasNull = Arrays.stream(indexes).anyMatch(index -> row[index] == null);
      if (!hasNull && !seen.add(Key.of(row, indexes))) {
        throw refused("23505", String.join("_", columns));
      }
    }
  }

  private static RowsRefusedException refused(String state, String constraint) {
    return new RowsRefusedException(state, constraint, new IllegalStateException("simulated"));
  }
}
