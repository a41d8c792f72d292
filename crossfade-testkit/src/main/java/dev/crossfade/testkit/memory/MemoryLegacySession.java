package dev.crossfade.testkit.memory;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.LegacyWrite;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.reverse.Unrestored;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One transaction of an in-memory source; what it writes shows when it is committed. */
final class MemoryLegacySession implements LegacySession {

  private final InMemoryLegacy legacy;
  private final @Nullable ReverseState from;
  private final @Nullable ReverseState to;
  private final Map<TableId, MemoryTable> tables = new HashMap<>();
  private final List<Consumer<MemoryTransaction>> writes = new ArrayList<>();
  private final List<Unrestored> kept = new ArrayList<>();

  MemoryLegacySession(InMemoryLegacy legacy, ReverseState from, ReverseState to) {
    this.legacy = legacy;
    this.from = from;
    this.to = to;
  }

  /** A rehearsal. */
  MemoryLegacySession(InMemoryLegacy legacy) {
    this.legacy = legacy;
    this.from = null;
    this.to = null;
  }

  private MemoryTable rows(TableSchema table) {
    return tables.computeIfAbsent(
        table.id(),
        id -> {
          MemoryTable copy = new MemoryTable(table);
          legacy.source.rows(id).forEach(copy::add);
          return copy;
        });
  }

  @Override
  public Map<Key, @Nullable Object[]> lock(TableSchema table, Collection<Key> keys) {
    legacy.calls.enter(legacy.call("lock"));
    Map<Key, @Nullable Object[]> found = new HashMap<>();
    for (Key key : keys) {
      @Nullable Object @Nullable [] row = rows(table).get(key);
      if (row != null) {
        found.put(key, row.clone());
      }
    }
    return found;
  }

  @Override
  public void write(LegacyWrite write) {
    legacy.calls.enter(legacy.call("write"));
    TableSchema schema = write.table();
    MemoryTable after = rows(schema).copy();
    List<Consumer<MemoryTransaction>> steps = new ArrayList<>();
    write.deletes().forEach(key -> remove(after, key, steps));
    write.updates().forEach(update -> update(after, update, steps));
    for (@Nullable Object[] row : write.inserts()) {
      @Nullable Object[] whole = legacy.rules.completed(schema, row);
      add(after, whole);
      steps.add(tx -> tx.insert(schema.id(), whole));
    }
    legacy.rules.check(schema, after.rows());
    tables.put(schema.id(), after);
    writes.addAll(steps);
  }

  private static void remove(MemoryTable table, Key key, List<Consumer<MemoryTransaction>> steps) {
    @Nullable Object @Nullable [] row = table.get(key);
    if (row != null) {
      table.remove(row);
      steps.add(tx -> tx.delete(table.schema().id(), row));
    }
  }

  private static void update(
      MemoryTable table, LegacyWrite.Update update, List<Consumer<MemoryTransaction>> steps) {
    @Nullable Object @Nullable [] before = table.get(update.key());
    if (before == null) {
      return;
    }
    @Nullable Object[] row = before.clone();
    boolean changed = false;
    for (int i = 0; i < row.length; i++) {
      if (update.row()[i] != Unavailable.VALUE) {
        row[i] = update.row()[i];
        changed = true;
      }
    }
    if (changed) {
      table.remove(before);
      add(table, row);
      steps.add(tx -> tx.replace(table.schema().id(), before, row));
    }
  }

  private static void add(MemoryTable table, @Nullable Object[] row) {
    try {
      table.add(row);
    } catch (IllegalArgumentException e) {
      throw MemoryLegacyRules.refused("23505");
    }
  }

  @Override
  public void keep(List<Unrestored> rows) {
    kept.addAll(rows);
  }

  @Override
  public Outcome<Void> commit() {
    if (from == null || to == null) {
      throw new IllegalStateException("a rehearsal is rolled back");
    }
    return legacy.calls.commit(legacy.call("commit"), () -> effect(from, to));
  }

  private void effect(ReverseState from, ReverseState to) {
    synchronized (legacy) {
      if (!legacy.holds(from)) {
        throw FaultyCalls.unreachable("a session that was ended").raise();
      }
      legacy.source.write(
          tx -> {
            writes.forEach(each -> each.accept(tx));
            tx.tag();
          });
      legacy.move(to, kept);
    }
  }

  @Override
  public void close() {}
}
