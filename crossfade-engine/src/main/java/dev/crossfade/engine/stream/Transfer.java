package dev.crossfade.engine.stream;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.engine.apply.ApplyCount;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.engine.apply.Deferred;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One transaction of the target on its way: of one batch, or of all parts of a transaction. */
final class Transfer implements AutoCloseable {

  private final StreamSession session;
  private final StreamState to;
  private final Map<String, Deferred> deferred = new TreeMap<>();
  private long size;
  private long captured;
  private long returned;
  private long held;
  private long strays;
  private ApplyCount applied = ApplyCount.NONE;

  /**
   * @param session begun
   * @param to what is true once it is committed
   */
  Transfer(StreamSession session, StreamState to) {
    this.session = session;
    this.to = to;
  }

  StreamState to() {
    return to;
  }

  /** Applies changes of live entities, holds those of others, and keeps those of held tables. */
  void write(Batch batch, ChangeApplier changes) {
    Map<String, EntityState> states = session.entityStates();
    for (Map.Entry<String, List<EntityChange>> each : batch.byEntity().entrySet()) {
      if (states.get(each.getKey()) == EntityState.LIVE) {
        Deferred rows = deferred.computeIfAbsent(each.getKey(), any -> new Deferred());
        apply(each.getKey(), each.getValue(), rows, batch.extent(), changes);
      } else {
        session.hold(each.getKey(), each.getValue());
        held += each.getValue().size();
      }
    }
    session.keep(batch.kept());
    held += batch.kept().size();
    if (batch.extent() == Extent.LAST) {
      deferred.forEach((entity, rows) -> apply(entity, List.of(), rows, Extent.LAST, changes));
    }
    size += batch.size();
    captured += batch.captured();
    returned += batch.returned();
  }

  /** Lets changes pass that are not to be applied, since the target takes the writes. */
  void pass(Batch batch, StrayWrites strayed) {
    strays += strayed.note(session, batch);
    captured += batch.captured();
    returned += batch.returned();
  }

  private void apply(
      String entity, List<EntityChange> some, Deferred rows, Extent extent, ChangeApplier changes) {
    applied = applied.plus(changes.apply(session, entity, some, rows, extent));
  }

  Outcome<Void> commit() {
    return session.commit(size);
  }

  /** Counts what has been committed. */
  void count(StreamCounters counters) {
    counters.captured.addAndGet(captured);
    counters.applied.addAndGet(applied.changes() - applied.parked());
    counters.quarantined.addAndGet(applied.parked());
    counters.held.addAndGet(held);
    counters.returned.addAndGet(returned);
    counters.strays.addAndGet(strays);
    counters.following(to.mark(), to.markWrittenAt());
  }

  @Override
  public void close() {
    session.close();
  }
}
