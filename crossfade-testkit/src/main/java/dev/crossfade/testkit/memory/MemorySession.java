package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.HeldTable.State;
import dev.crossfade.spi.target.KeptChange;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.StrayItem;
import dev.crossfade.spi.target.StrayWrite;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A transaction of the in-memory target, in any of its roles. */
final class MemorySession implements StreamSession, PublishSession {

  private final MemoryStore store;
  private final MemoryStore.Hold hold;
  private final FaultyCalls calls;
  private final String role;
  private final List<String> publishing;
  private String source = "";
  private MemoryLedger ledger = new MemoryLedger("DRAIN", null, null, null);
  private long refused;
  private long taken;
  private boolean changed;

  MemorySession(
      MemoryStore store,
      MemoryStore.Hold hold,
      FaultyCalls calls,
      String role,
      List<String> publishing) {
    this.store = store;
    this.hold = hold;
    this.calls = calls;
    this.role = role;
    this.publishing = List.copyOf(publishing);
  }

  /** Makes it a session of a source's stream. */
  MemorySession streaming(String source, String mappingVersion) {
    ledger = new MemoryLedger("STREAM", source, null, mappingVersion);
    this.source = source;
    return this;
  }

  @Override
  public Map<String, EntityState> entityStates() {
    return hold.data().states();
  }

  @Override
  public Set<Key> parked(String entity, Collection<Key> keys) {
    calls.enter(role + ".parked");
    Set<Key> asked = new HashSet<>(keys);
    Set<Key> parked = new HashSet<>();
    for (MemoryData.Parked item : hold.data().quarantine) {
      Key key = item.change().key();
      if (item.open() && item.change().entity().equals(entity) && key != null) {
        if (asked.contains(key)) {
          parked.add(key);
        }
      }
    }
    return parked;
  }

  @Override
  public Set<Key> write(EntityWrite write) {
    calls.enter(role + ".write");
    MemoryEntity entity = hold.data().entity(write.entity());
    if (entity.state != EntityState.HELD && entity.state != EntityState.LIVE) {
      throw new IllegalStateException(write.entity() + " cannot be written: " + entity.state);
    }
    MemoryEntity copy = entity.copy();
    Set<Key> missing = MemoryWriter.write(copy, write);
    hold.data().entities.put(write.entity(), copy);
    ledger.written(copy.shape, write, missing);
    changed = true;
    return missing;
  }

  @Override
  public void hold(String entity, List<EntityChange> changes) {
    calls.enter(role + ".hold");
    MemoryEntity table = hold.data().entity(entity);
    if (table.state == EntityState.LIVE) {
      throw new IllegalStateException(entity + " is live");
    }
    table.held.addAll(changes);
    changed = true;
  }

  @Override
  public void park(List<ParkedChange> more) {
    calls.enter(role + ".park");
    hold.data().replace(more, store.clock().instant());
    refused += more.size();
    changed |= !more.isEmpty();
  }

  @Override
  public void supersede(String entity, Collection<Key> keys) {
    calls.enter(role + ".supersede");
    Set<Key> outdated = new HashSet<>(keys);
    hold.data()
        .quarantine
        .replaceAll(
            item -> {
              Key key = item.change().key();
              boolean hit =
                  item.change().entity().equals(entity) && key != null && outdated.contains(key);
              return hit ? item.close() : item;
            });
  }

  @Override
  public Map<String, Long> parkedRows(String entity, Collection<String> names) {
    calls.enter(role + ".parkedRows");
    Set<String> asked = new HashSet<>(names);
    return hold.data().quarantine.stream()
        .filter(item -> withoutKey(item, entity))
        .map(item -> item.change().sourceKeyText())
        .filter(asked::contains)
        .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
  }

  private static boolean withoutKey(MemoryData.Parked item, String entity) {
    return item.open() && item.change().entity().equals(entity) && item.change().key() == null;
  }

  @Override
  public void supersedeRows(String entity, List<String> names) {
    calls.enter(role + ".supersedeRows");
    List<String> open = new ArrayList<>(names);
    hold.data()
        .quarantine
        .replaceAll(
            item ->
                withoutKey(item, entity) && open.remove(item.change().sourceKeyText())
                    ? item.close()
                    : item);
  }

  @Override
  public void supersedeItems(Set<Long> ids) {
    calls.enter(role + ".supersedeItems");
    hold.data()
        .quarantine
        .replaceAll(item -> item.open() && ids.contains(item.id()) ? item.close() : item);
  }

  @Override
  public void supersedeAll(String entity) {
    calls.enter(role + ".supersedeAll");
    hold.data()
        .quarantine
        .replaceAll(item -> item.change().entity().equals(entity) ? item.close() : item);
  }

  @Override
  public List<EntityChange> take(String entity, int max, long weight) {
    calls.enter(role + ".take");
    List<EntityChange> held = hold.data().entity(entity).held;
    List<EntityChange> next = List.copyOf(held.subList(0, fitting(held, max, weight)));
    held.subList(0, next.size()).clear();
    taken += next.size();
    return next;
  }

  private static int fitting(List<EntityChange> held, int max, long weight) {
    int count = 0;
    long sum = 0;
    while (count < Math.min(max, held.size())) {
      sum += held.get(count).weight();
      if (count > 0 && sum > weight) {
        break;
      }
      count++;
    }
    return count;
  }

  @Override
  public long release() {
    return hold.data().release + 1;
  }

  @Override
  public void advance(Replay from, Replay to) {
    calls.enter(role + ".advance");
    if (!hold.data().replays.remove(from)) {
      throw new IllegalStateException("replay " + from.act() + " moved meanwhile");
    }
    hold.data().replays.add(to);
    if (to.state() == Replay.State.DONE) {
      hold.data()
          .unlogged(
              item ->
                  item.id() <= to.last()
                      && item.change().source().equals(to.source())
                      && to.what().matches(item.change()));
    }
  }

  @Override
  public void note(List<StrayWrite> writes) {
    calls.enter(role + ".note");
    List<StrayItem> strays = hold.data().strays;
    for (StrayWrite write : writes) {
      strays.add(new StrayItem(strays.size() + 1L, store.clock().instant(), write));
    }
  }

  @Override
  public void advance(Repair from, Repair to) {
    calls.enter(role + ".advance");
    if (!hold.data().repairs.remove(from)) {
      throw new IllegalStateException("repair " + from.act() + " moved meanwhile");
    }
    hold.data().repairs.add(to);
    if (to.state() == Repair.State.DONE) {
      hold.data().unlogged(to.entity());
    }
    ledger.repairing(from.actor());
  }

  @Override
  public void holdTable(HeldTable table) {
    calls.enter(role + ".holdTable");
    MemoryHolds.hold(hold.data(), table);
  }

  @Override
  public void keep(List<KeptChange> changes) {
    calls.enter(role + ".keep");
    changes.forEach(change -> hold.data().kept.add(new MemoryData.Kept(source, change)));
  }

  @Override
  public List<KeptChange> takeKept(TableId table, int max, long weight) {
    calls.enter(role + ".takeKept");
    return MemoryHolds.take(hold.data(), source, table, max, weight);
  }

  @Override
  public void letGo(TableId table, Set<String> entities) {
    calls.enter(role + ".letGo");
    entities.forEach(hold.data()::unlogged);
    hold.data()
        .held
        .removeIf(each -> MemoryHolds.same(each, source, table) && each.state() == State.RELEASED);
  }

  @Override
  public Outcome<Void> commit(long rows) {
    taken = rows;
    return commit();
  }

  @Override
  public Outcome<Void> commit() {
    return calls.commit(role + ".commit", this::effect);
  }

  private void effect() {
    @Nullable MemoryData data = hold.data();
    if (changed || taken > 0) {
      ledger.store(data, store.clock().instant(), taken, refused);
    }
    if (!publishing.isEmpty()) {
      publishing.forEach(name -> data.entity(name).state = EntityState.LIVE);
      data.release++;
    }
    hold.commit();
  }

  @Override
  public void close() {
    hold.close();
  }
}
