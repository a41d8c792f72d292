package dev.crossfade.engine.stream;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.spi.source.StreamBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Transactions that arrived and are not applied yet. */
final class Backlog {

  private final Deque<SourceTransaction> waiting = new ArrayDeque<>();
  private long nextOffset;

  boolean empty() {
    return waiting.isEmpty();
  }

  void clear() {
    waiting.clear();
  }

  void add(StreamBatch batch) {
    waiting.addAll(batch.transactions());
    nextOffset = batch.nextOffset();
  }

  /** Where to continue once everything here has been applied. */
  long nextOffset() {
    return nextOffset;
  }

  /**
   * Takes as many whole transactions as fit, at least one. What had been applied before is dropped;
   * what cannot be mapped ends the batch before it, and is thrown when it is the first.
   */
  Batch take(Position applied, int most, ChangeMapper mapper, StreamCounters counters) {
    Batch batch = new Batch();
    while (!waiting.isEmpty() && batch.size() < most) {
      SourceTransaction next = waiting.getFirst();
      Position end = batch.end();
      if (!next.end().after(end == null ? applied : end)) {
        counters.deduplicated.addAndGet(next.changes().size());
        waiting.removeFirst();
        continue;
      }
      List<EntityChange> changes;
      try {
        changes = mapper.map(next);
      } catch (ProblemException e) {
        if (batch.end() == null) {
          throw e;
        }
        return batch;
      }
      if (batch.end() != null && batch.size() + changes.size() > most) {
        return batch;
      }
      batch.add(next, changes);
      waiting.removeFirst();
    }
    return batch;
  }
}
