package dev.crossfade.testkit.memory;

import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.StrayItem;
import dev.crossfade.spi.target.StrayStore;
import dev.crossfade.spi.target.StrayWrite;
import java.util.List;
import java.util.Optional;

/** Stray writes of the in-memory target. */
record MemoryStrays(MemoryStore store, MemoryFence fence) implements StrayStore {

  @Override
  public List<StrayItem> list(int most) {
    return store.read(data -> data.strays.stream().limit(most).toList());
  }

  @Override
  public long waiting() {
    return store.read(data -> (long) data.strays.size());
  }

  @Override
  public Optional<Act> settle(long id, String actor, String reason) {
    Optional<StrayItem> item =
        store.read(data -> data.strays.stream().filter(each -> each.id() == id).findFirst());
    store.change(data -> data.strays.removeIf(each -> each.id() == id));
    return item.map(StrayItem::write).map(write -> remembered(write, actor, reason));
  }

  private Act remembered(StrayWrite write, String actor, String reason) {
    Selection what = new Selection(write.entity(), "stray", write.source(), write.key());
    return new MemoryActs(store, fence).settle(what, actor, reason);
  }
}
