package dev.crossfade.engine.reverse;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.reverse.Unrestored;
import dev.crossfade.spi.source.StreamBatch;
import dev.crossfade.spi.target.OwnershipLostException;
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
  private final List<SourceTransaction> parts = new ArrayList<>();

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
    parts.clear();
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
   * Applies a batch. A transaction that comes in parts is applied with its last one; until then the
   * state is that from before it.
   *
   * @param from as the last call returned it
   * @throws OwnershipLostException when somebody else owns the source
   */
  public ReverseState apply(ReverseState from, StreamBatch batch) {
    Position applied = from.applied();
    @Nullable Mark reached = null;
    List<SourceTransaction> whole = new ArrayList<>();
    for (SourceTransaction transaction : batch.transactions()) {
      if (!transaction.end().after(from.applied())) {
        continue;
      }
      parts.add(transaction);
      if (transaction.extent() != Extent.PART) {
        whole.addAll(parts);
        parts.clear();
        applied = transaction.end();
        Mark next = transaction.mark();
        reached = next == null ? reached : next;
      }
    }
    ReverseState to =
        new ReverseState(
            from.streamId(),
            batch.nextOffset(),
            applied,
            reached == null ? from.mark() : reached.number(),
            reached == null ? from.markWrittenAt() : reached.writtenAt(),
            from.epoch());
    return to.equals(from) ? from : commit(from, to, whole);
  }

  private ReverseState commit(
      ReverseState from, ReverseState to, List<SourceTransaction> transactions) {
    try (LegacySession session = legacy.begin(from, to)) {
      ReverseBatch batch = new ReverseBatch(routes);
      transactions.forEach(transaction -> transaction.changes().forEach(each -> add(batch, each)));
      List<Unrestored> unrestored = batch.bring(session);
      if (!unrestored.isEmpty()) {
        session.keep(unrestored);
      }
      return ended(from, to, session.commit());
    }
  }

  private static void add(ReverseBatch batch, Change change) {
    if (change.op() == Op.TRUNCATE) {
      throw Problem.of(
              EngineProblem.TARGET_TRUNCATED,
              "TRUNCATE of " + change.table() + " in the target",
              "a source has rows of its own beside those of the entity; nobody knows which of them"
                  + " were meant",
              "remove the rows from the source, and read how far its way back got before you go on")
          .raise();
    }
    batch.add(change);
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
    legacy.close();
  }
}
