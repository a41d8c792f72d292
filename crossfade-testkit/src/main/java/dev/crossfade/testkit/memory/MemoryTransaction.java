package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One transaction of an in-memory source while it is written. */
public final class MemoryTransaction {

  private final Map<TableId, MemoryTable> tables;
  private final Set<String> wide;
  private final long number;
  private final List<Change> changes = new ArrayList<>();
  private final List<Consumer<Map<TableId, MemoryTable>>> effects = new ArrayList<>();

  private Origin origin = Origin.OTHERS;

  MemoryTransaction(Map<TableId, MemoryTable> tables, Set<String> wide, long number) {
    this.tables = tables;
    this.wide = wide;
    this.number = number;
  }

  /** Rows of a table, this transaction's own changes included. */
  public List<@Nullable Object[]> rows(TableId table) {
    return table(table).rows();
  }

  public void insert(TableId table, @Nullable Object... row) {
    effect(all -> of(all, table).add(row));
    log(table, Op.INSERT, null, row);
  }

  /** Sets the row with this key; the key may change. */
  public void update(TableId table, Key key, @Nullable Object... row) {
    @Nullable Object[] before = Objects.requireNonNull(table(table).get(key), "no such row");
    replace(table, before, row);
  }

  /** Replaces one row by another, in a table with or without key. */
  public void replace(TableId table, @Nullable Object[] before, @Nullable Object[] after) {
    effect(
        all -> {
          of(all, table).remove(before);
          of(all, table).add(after);
        });
    log(table, Op.UPDATE, image(table, before), changed(table, before, after));
  }

  public void delete(TableId table, @Nullable Object[] row) {
    effect(all -> of(all, table).remove(row));
    log(table, Op.DELETE, image(table, row), null);
  }

  public void truncate(TableId table) {
    effect(all -> of(all, table).clear());
    log(table, Op.TRUNCATE, null, null);
  }

  /** Says in the log that the way back writes it. */
  public void tag() {
    origin = Origin.WAY_BACK;
  }

  Origin origin() {
    return origin;
  }

  private MemoryTable table(TableId id) {
    return of(tables, id);
  }

  private static MemoryTable of(Map<TableId, MemoryTable> tables, TableId id) {
    return Objects.requireNonNull(tables.get(id), "no such table");
  }

  private void effect(Consumer<Map<TableId, MemoryTable>> effect) {
    effect.accept(tables);
    effects.add(effect);
  }

  private void log(
      TableId table,
      Op op,
      @Nullable Object @Nullable [] before,
      @Nullable Object @Nullable [] after) {
    changes.add(new Change(table, op, before, after, new Position(number, 0, changes.size() + 1)));
  }

  /** What the log keeps of an old row. */
  private @Nullable Object[] image(TableId table, @Nullable Object[] row) {
    TableSchema schema = table(table).schema();
    @Nullable Object[] image = row.clone();
    if (schema.replicaIdentity() != ReplicaIdentity.FULL) {
      for (int i = 0; i < image.length; i++) {
        if (!schema.key().contains(schema.columns().get(i).name())) {
          image[i] = Unavailable.VALUE;
        }
      }
    }
    return image;
  }

  /** What the log keeps of a new row: wide values only when they changed. */
  private @Nullable Object[] changed(
      TableId table, @Nullable Object[] before, @Nullable Object[] after) {
    @Nullable Object[] image = after.clone();
    for (int i = 0; i < image.length; i++) {
      boolean isWide = wide.contains(table(table).schema().columns().get(i).name());
      if (isWide && Objects.deepEquals(before[i], after[i])) {
        image[i] = Unavailable.VALUE;
      }
    }
    return image;
  }

  List<Change> changes() {
    return changes;
  }

  List<Consumer<Map<TableId, MemoryTable>>> effects() {
    return effects;
  }
}
