package dev.crossfade.testkit.memory;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.spi.target.DrainSession;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.Publisher;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.List;

/** Publishing in the in-memory target. */
final class InMemoryPublisher implements Publisher {

  private final MemoryStore store;
  private final MemoryFence fence;
  private final FaultyCalls calls;

  InMemoryPublisher(MemoryStore store, MemoryFence fence, FaultyCalls calls) {
    this.store = store;
    this.fence = fence;
    this.calls = calls;
  }

  @Override
  public long held(String entity) {
    calls.enter("publisher.held");
    return store.read(data -> (long) data.entity(entity).held.size());
  }

  @Override
  public DrainSession drain() {
    calls.enter("publisher.drain");
    return new MemorySession(store, store.hold(fence), calls, "drain", List.of());
  }

  @Override
  public void ready(String entity) {
    calls.enter("publisher.ready");
    store.change(
        fence,
        data -> {
          if (data.entity(entity).state == EntityState.LOADING) {
            throw new IllegalStateException(entity + " is still loading");
          }
          MemoryWriter.ready(data.entity(entity));
        });
  }

  @Override
  public PublishSession publish(List<String> entities) {
    calls.enter("publisher.publish");
    return new MemorySession(store, store.hold(fence), calls, "publish", entities);
  }
}
