package dev.crossfade.testkit.memory;

import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Repairs;
import dev.crossfade.spi.target.Selection;
import java.util.Comparator;
import java.util.List;

/** What people want to be made right on the in-memory target. Thread-safe. */
final class MemoryRepairs implements Repairs {

  private static final Comparator<Repair> ORDER =
      Comparator.comparingLong(Repair::act).thenComparingInt(Repair::number);

  private final MemoryStore store;
  private final MemoryFence fence;

  MemoryRepairs(MemoryStore store, MemoryFence fence) {
    this.store = store;
    this.fence = fence;
  }

  @Override
  public Act ask(String entity, List<String> keys, List<Part> parts, String actor, String reason) {
    Selection what = new Selection(entity, null, null, null);
    store.keep(fence);
    Act act =
        new MemoryActs(store, fence).add(Act.Kind.REPAIR, what, keys.size(), "", actor, reason);
    store.change(
        data -> {
          data.unlogged(entity);
          for (int number = 0; number < parts.size(); number++) {
            data.repairs.add(
                new Repair(
                    act.id(),
                    number,
                    actor,
                    entity,
                    parts.get(number).source(),
                    parts.get(number).mapping(),
                    keys,
                    Repair.Count.NONE,
                    null,
                    Repair.State.OPEN));
          }
        });
    return act;
  }

  @Override
  public List<Repair> parts(long act) {
    return store.read(
        data -> data.repairs.stream().filter(part -> part.act() == act).sorted(ORDER).toList());
  }

  @Override
  public List<Repair> open() {
    return store.read(
        data ->
            data.repairs.stream()
                .filter(part -> part.state() == Repair.State.OPEN)
                .sorted(ORDER)
                .toList());
  }
}
