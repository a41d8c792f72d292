package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.HeldTable.State;
import dev.crossfade.spi.target.KeptChange;
import dev.crossfade.spi.target.TableHolds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Which source tables are held, in the in-memory target. Thread-safe. */
final class MemoryHolds implements TableHolds {

  private final MemoryStore store;
  private final MemoryFence fence;

  MemoryHolds(MemoryStore store, MemoryFence fence) {
    this.store = store;
    this.fence = fence;
  }

  static boolean same(HeldTable held, String source, TableId table) {
    return held.source().equals(source) && held.table().equals(table);
  }

  /** Holds a table from a position on; one that is held already stays held since then. */
  static void hold(MemoryData data, HeldTable table) {
    HeldTable before =
        data.held.stream()
            .filter(each -> same(each, table.source(), table.table()))
            .findFirst()
            .orElse(table);
    data.held.removeIf(each -> same(each, table.source(), table.table()));
    Position since = before.state() == State.WANTED ? table.since() : before.since();
    Alterations why = before.state() == State.RELEASED ? table.why() : before.why();
    data.held.add(
        new HeldTable(table.source(), table.table(), State.HELD, since, before.at(), why));
  }

  static List<KeptChange> take(
      MemoryData data, String source, TableId table, int max, long weight) {
    List<KeptChange> taken = new ArrayList<>();
    List<MemoryData.Kept> left = new ArrayList<>();
    long sum = 0;
    boolean full = false;
    for (MemoryData.Kept each : data.kept) {
      boolean ours = each.of(source, table);
      sum += ours ? each.change().weight() : 0;
      full |= taken.size() == max || (!taken.isEmpty() && sum > weight);
      if (ours && !full) {
        taken.add(each.change());
      } else {
        left.add(each);
      }
    }
    data.kept.clear();
    data.kept.addAll(left);
    return taken;
  }

  @Override
  public List<HeldTable> all() {
    return store.read(data -> List.copyOf(data.held));
  }

  @Override
  public void want(String source, TableId table, Alterations why) {
    store.change(
        data -> {
          fence.keep(data);
          if (data.held.stream().noneMatch(each -> same(each, source, table))) {
            data.held.add(
                new HeldTable(
                    source, table, State.WANTED, Position.START, store.clock().instant(), why));
          }
          data.held.replaceAll(each -> same(each, source, table) ? each.alsoFor(why) : each);
        });
  }

  @Override
  public boolean release(HeldTable decided, String version) {
    AtomicBoolean same = new AtomicBoolean();
    store.change(
        data -> {
          fence.keep(data);
          Predicate<HeldTable> stands = each -> decidedAs(each, decided, version);
          same.set(data.held.stream().anyMatch(stands));
          data.held.removeIf(stands.and(each -> each.state() == State.WANTED));
          data.held.replaceAll(each -> stands.test(each) ? each.released(version) : each);
        });
    return same.get();
  }

  private static boolean decidedAs(HeldTable held, HeldTable decided, String version) {
    return same(held, decided.source(), decided.table())
        && held.why().equals(decided.why())
        && switch (held.state()) {
          case WANTED -> true;
          case HELD -> decided.state() != State.RELEASED;
          case RELEASED ->
              held.version().equals(version) || held.version().equals(decided.version());
        };
  }

  @Override
  public void leaveOut(String source, TableId table, Set<String> columns) {
    store.change(
        data -> {
          fence.keep(data);
          data.leftOut
              .computeIfAbsent(source + "." + table, any -> new TreeSet<>())
              .addAll(columns);
        });
  }

  @Override
  public Set<String> leftOut(String source, TableId table) {
    return store.read(
        data -> Set.copyOf(data.leftOut.getOrDefault(source + "." + table, Set.of())));
  }

  @Override
  public long kept(String source, TableId table) {
    return store.read(data -> data.kept.stream().filter(each -> each.of(source, table)).count());
  }
}
