package dev.crossfade.testkit.memory;

import dev.crossfade.spi.target.WorkOffer;
import dev.crossfade.testkit.fault.FaultyCalls;

/** The offer of whoever owns an in-memory target. Thread-safe. */
final class MemoryOffer implements WorkOffer {

  private final MemoryStore store;
  private final MemoryFence fence;
  private final InMemoryLoader loader;
  private final InMemoryProgress progress;
  private final FaultyCalls calls;

  MemoryOffer(
      MemoryStore store,
      MemoryFence fence,
      InMemoryLoader loader,
      InMemoryProgress progress,
      FaultyCalls calls) {
    this.store = store;
    this.fence = fence;
    this.loader = loader;
    this.progress = progress;
    this.calls = calls;
  }

  @Override
  public void make(String mappings) {
    calls.enter("offer.make");
    synchronized (loader) {
      if (store.offer(fence, mappings)) {
        loader.freeAll();
      }
    }
  }

  @Override
  public void withdraw() {
    calls.enter("offer.withdraw");
    synchronized (loader) {
      store.offer(fence, null);
      loader.freeAll();
    }
  }

  @Override
  public boolean accept(String journal, String mappings) {
    calls.enter("offer.accept");
    if (!store.offered(mappings)) {
      return false;
    }
    progress.belong(journal);
    return store.accepted(fence, mappings);
  }

  @Override
  public boolean stands() {
    calls.enter("offer.stands");
    return store.read(fence::stands);
  }
}
