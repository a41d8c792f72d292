package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.Rehearsal;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.target.OwnershipLostException;

/** The one way into an in-memory source. */
record MemoryLegacyApplier(InMemoryLegacy legacy) implements LegacyApplier {

  @Override
  public ReverseState own(String streamId, long beginning, Position from) {
    legacy.calls.enter(legacy.call("own"));
    synchronized (legacy) {
      ReverseState now =
          legacy.state().orElseGet(() -> new ReverseState(streamId, beginning, from, 0));
      if (!now.streamId().equals(streamId)) {
        throw Problem.of(MemoryProblem.GAP, "another stream than before", "simulated", "").raise();
      }
      return legacy.take(now);
    }
  }

  @Override
  public LegacySession begin(ReverseState from, ReverseState to) {
    legacy.calls.enter(legacy.call("begin"));
    if (!legacy.holds(from)) {
      throw new OwnershipLostException("the way back of " + legacy.source.name() + " moved");
    }
    return new MemoryLegacySession(legacy, from, to);
  }

  @Override
  public Rehearsal rehearse(TableSchema table) {
    legacy.calls.enter(legacy.call("rehearse"));
    String lasting = legacy.lasting.getOrDefault(table.id(), "");
    return lasting.isEmpty()
        ? Rehearsal.of(new MemoryLegacySession(legacy))
        : Rehearsal.without(lasting);
  }

  @Override
  public ReverseState resolve() {
    legacy.calls.enter(legacy.call("resolve"));
    return legacy
        .state()
        .orElseThrow(
            () -> Problem.of(MemoryProblem.GAP, "nobody owned it yet", "simulated", "").raise());
  }

  @Override
  public void close() {}
}
