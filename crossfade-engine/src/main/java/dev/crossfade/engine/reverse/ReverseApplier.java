package dev.crossfade.engine.reverse;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.source.StreamBatch;
import dev.crossfade.spi.target.OwnershipLostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings whole transactions of the target into one source, in the target's order and each once.
 * What cannot be brought back is kept in the source, with the position, in the same transaction.
 * One thread at a time.
 */
public final class ReverseApplier implements AutoCloseable {

  private final LegacyApplier legacy;
  private final ReverseRoutes routes;
  private @Nullable Returned open;

  /**
   * For one source.
   *
   * @param legacy closed with this
   */
  public ReverseApplier(CompiledMigration migration, String source, LegacyApplier legacy) {
    this.legacy = legacy;
    this.routes = new ReverseRoutes(migration, source);
  }

  /**
   * Takes the source over.
   *
   * @param streamId identity of the stream of the target's changes
   * @param beginning offset to begin at when nothing was applied yet
   * @param from position of the target's log up to which the source has everything
   */
  public ReverseState own(String streamId, long beginning, Position from) {
    abandon();
    return legacy.own(streamId, beginning, from);
  }

  /**
   * Passes over what an earlier passage left behind: the source has everything up to here, and goes
   * on from there.
   *
   * @param from as {@link #own} returned it
   * @return the state to go on from; that of the source if it is further
   */
  public ReverseState forward(ReverseState from, long offset, Position position) {
    if (!position.after(from.applied())) {
      return from;
    }
    ReverseState to =
        new ReverseState(
            from.streamId(), offset, position, from.mark(), from.markWrittenAt(), from.epoch());
    return commit(from, to, List.of());
  }

  /**
   * Applies a batch. The parts of a transaction are written as they come, and become visible with
   * its last one; until then the state is that from before it.
   *
   * @param from as the last call returned it
   * @throws OwnershipLostException when somebody else owns the source
   */
  public ReverseState apply(ReverseState from, StreamBatch batch) {
    try {
      return applied(from, batch);
    } catch (RuntimeException e) {
      abandon();
      throw e;
    }
  }

  private ReverseState applied(ReverseState from, StreamBatch batch) {
    ReverseState state = from;
    List<SourceTransaction> whole = new ArrayList<>();
    for (SourceTransaction next : batch.transactions()) {
      if (!next.end().after(state.applied())) {
        continue;
      }
      if (next.extent() == Extent.WHOLE) {
        whole.add(next);
      } else {
        state = part(written(state, whole, state.nextOffset()), next);
        whole.clear();
      }
    }
    return open == null ? written(state, whole, batch.nextOffset()) : state;
  }

  /** What these transactions make of a state, in one transaction of the source. */
  private ReverseState written(ReverseState from, List<SourceTransaction> whole, long nextOffset) {
    ReverseState to = reached(from, whole, nextOffset);
    return to.equals(from) ? from : commit(from, to, whole);
  }

  private static ReverseState reached(
      ReverseState from, List<SourceTransaction> transactions, long nextOffset) {
    Position applied = from.applied();
    long mark = from.mark();
    @Nullable Instant markWrittenAt = from.markWrittenAt();
    for (SourceTransaction each : transactions) {
      applied = each.end();
      Mark next = each.mark();
      if (next != null) {
        mark = next.number();
        markWrittenAt = next.writtenAt();
      }
    }
    return new ReverseState(
        from.streamId(), nextOffset, applied, mark, markWrittenAt, from.epoch());
  }

  private ReverseState commit(
      ReverseState from, ReverseState to, List<SourceTransaction> transactions) {
    try (Returned returned = new Returned(legacy.begin(from, to), to, routes)) {
      List<Change> changes = new ArrayList<>();
      transactions.forEach(each -> changes.addAll(each.changes()));
      returned.bring(changes, Extent.WHOLE);
      return ended(from, to, returned.commit());
    }
  }

  /** The offset stays where it is: only whoever has read all of it knows where it ends. */
  private ReverseState part(ReverseState from, SourceTransaction part) {
    Returned now = open;
    if (now == null) {
      ReverseState to = reached(from, List.of(part), from.nextOffset());
      now = new Returned(legacy.begin(from, to), to, routes);
      open = now;
    }
    if (!now.to().applied().equals(part.end())) {
      throw new IllegalStateException("the rest of a transaction did not follow");
    }
    now.bring(part.changes(), part.extent());
    if (part.extent() == Extent.PART) {
      return from;
    }
    ReverseState to = ended(from, now.to(), now.commit());
    abandon();
    return to;
  }

  private void abandon() {
    Returned now = open;
    open = null;
    if (now != null) {
      now.close();
    }
  }

  private ReverseState ended(ReverseState from, ReverseState to, Outcome<Void> outcome) {
    if (outcome instanceof Outcome.Done) {
      return to;
    }
    if (outcome instanceof Outcome.NotDone<Void> not) {
      throw not.why().raise();
    }
    ReverseState found = legacy.resolve();
    if (found.epoch() != from.epoch()) {
      throw new OwnershipLostException("the way back has another owner");
    }
    if (found.nextOffset() == to.nextOffset() && found.applied().equals(to.applied())) {
      return to;
    }
    throw EngineProblem.notCommitted(((Outcome.Unknown<Void>) outcome).why());
  }

  @Override
  public void close() {
    try {
      abandon();
    } finally {
      legacy.close();
    }
  }
}
