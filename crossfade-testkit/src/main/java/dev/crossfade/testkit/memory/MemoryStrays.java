package dev.crossfade.testkit.memory;

import dev.crossfade.spi.target.StrayItem;
import dev.crossfade.spi.target.StrayStore;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Stray writes of the in-memory target. */
record MemoryStrays(MemoryStore store) implements StrayStore {

  private static Stream<StrayItem> waiting(MemoryData data) {
    return data.strays.stream().filter(each -> !data.settledStrays.contains(each.id()));
  }

  @Override
  public List<StrayItem> list(int most) {
    return store.read(data -> waiting(data).limit(most).toList());
  }

  @Override
  public long waiting() {
    return store.read(data -> waiting(data).count());
  }

  @Override
  public long settle(Collection<Long> ids) {
    AtomicLong settled = new AtomicLong();
    store.change(
        data -> {
          for (StrayItem each : waiting(data).toList()) {
            if (ids.contains(each.id()) && data.settledStrays.add(each.id())) {
              settled.incrementAndGet();
            }
          }
        });
    return settled.get();
  }
}
