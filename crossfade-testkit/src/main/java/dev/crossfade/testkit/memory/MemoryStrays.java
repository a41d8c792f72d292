package dev.crossfade.testkit.memory;

import dev.crossfade.spi.target.StrayItem;
import dev.crossfade.spi.target.StrayStore;
import java.util.List;

/** Stray writes of the in-memory target. */
record MemoryStrays(MemoryStore store) implements StrayStore {

  @Override
  public List<StrayItem> list(int most) {
    return store.read(data -> data.strays.stream().limit(most).toList());
  }

  @Override
  public long waiting() {
    return store.read(data -> (long) data.strays.size());
  }
}
