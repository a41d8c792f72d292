package dev.crossfade.engine.stream;

import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.cutover.Direction;
import java.util.ArrayDeque;
import java.util.Deque;

/** Transactions that arrived and are not applied yet. */
final class Backlog {

  /** Characters and bytes of rows that one target transaction holds in memory. */
  private static final long MOST_WEIGHT = 24L * 1024 * 1024;

  private final Deque<Mapped> waiting = new ArrayDeque<>();
  private long nextOffset;

  boolean empty() {
    return waiting.isEmpty();
  }

  void clear() {
    waiting.clear();
  }

  void add(Supply.Arrived batch) {
    waiting.addAll(batch.transactions());
    nextOffset = batch.nextOffset();
  }

  /** Where to continue once everything here has been applied. */
  long nextOffset() {
    return nextOffset;
  }

  /**
   * Takes as many whole transactions as fit, at least one; or one part of a transaction. What had
   * been applied before is dropped; what cannot be mapped ends the batch before it, and is thrown
   * when it is the first, unless nothing is applied anyway.
   *
   * @param way of changes: a guard applies none
   */
  Batch take(Position applied, int most, StreamCounters counters, Direction.Way way) {
    Batch batch = new Batch();
    while (!waiting.isEmpty() && batch.size() < most && batch.extent() == Extent.WHOLE) {
      Mapped next = waiting.getFirst();
      Position end = batch.end();
      if (!next.end().after(end == null ? applied : end)) {
        counters.deduplicated.addAndGet(next.captured());
        waiting.removeFirst();
        continue;
      }
      if (batch.end() != null && !fits(batch, next, most)) {
        return batch;
      }
      if (next.problem() != null && way == Direction.Way.FORWARD) {
        throw next.problem();
      }
      batch.add(next);
      waiting.removeFirst();
    }
    return batch;
  }

  private static boolean fits(Batch batch, Mapped next, int most) {
    return next.problem() == null
        && next.extent() == Extent.WHOLE
        && batch.size() + next.size() <= most
        && batch.weight() + next.weight() <= MOST_WEIGHT;
  }
}
