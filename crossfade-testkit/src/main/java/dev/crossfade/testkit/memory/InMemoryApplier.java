package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.List;
import java.util.Objects;

/** The way of one stream into the in-memory target. */
final class InMemoryApplier implements Applier {

  private final MemoryStore store;
  private final MemoryFence fence;
  private final FaultyCalls calls;
  private final String source;

  InMemoryApplier(MemoryStore store, MemoryFence fence, FaultyCalls calls, String source) {
    this.store = store;
    this.fence = fence;
    this.calls = calls;
    this.source = source;
  }

  @Override
  public StreamState own(String streamId, long beginning) {
    calls.enter("applier.own");
    store.change(
        fence,
        data -> {
          StreamState before =
              data.streams.getOrDefault(
                  source, new StreamState(streamId, beginning, Position.START, 0, null, 0));
          if (!before.streamId().equals(streamId)) {
            throw Problem.of(
                    MemoryProblem.GAP, "another stream than before", "simulated", "start again")
                .raise();
          }
          data.streams.put(source, MemoryData.ownedAnew(before));
        });
    return stored();
  }

  private StreamState stored() {
    return Objects.requireNonNull(store.read(data -> data.streams.get(source)), "never owned");
  }

  @Override
  public StreamSession begin(StreamState from, StreamState to, String mappingVersion) {
    calls.enter("applier.begin");
    MemoryStore.Hold hold = store.hold();
    StreamState now = hold.data().streams.get(source);
    if (now == null
        || now.epoch() != from.epoch()
        || now.nextOffset() != from.nextOffset()
        || !now.streamId().equals(from.streamId())) {
      hold.close();
      throw new OwnershipLostException("stream of " + source + " moved");
    }
    hold.data().streams.put(source, to);
    return new MemorySession(store, hold, calls, "applier", List.of())
        .streaming(source, mappingVersion);
  }

  @Override
  public StreamState resolve() {
    calls.enter("applier.resolve");
    return stored();
  }

  @Override
  public void close() {}
}
