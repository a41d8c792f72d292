package dev.crossfade.kafka.stream;

import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.kafka.decode.LogRecord;

/** A large transaction while its records, known to be complete, are read again. */
final class Parts {

  private final Completed.Large whole;
  private final OpenTransaction.Bound bound;
  private final Gathered gathered;
  private final long after;
  private long events;
  private long bytes;

  /**
   * @param after offset where reading goes on after it
   */
  Parts(Completed.Large whole, OpenTransaction.Bound bound, long after) {
    this.after = after;
    this.whole = whole;
    this.bound = bound;
    this.gathered = new Gathered(whole.rule());
  }

  /** Where it begins in the topic. */
  long offset() {
    return whole.offset();
  }

  /** Where reading goes on after it. */
  long after() {
    return after;
  }

  void add(LogRecord record, int size) {
    if (record instanceof LogRecord.Counted counted) {
      if (!counted.transaction().equals(whole.id()) || counted.number() != events + 1) {
        throw Gaps.missing(whole.id(), events, counted.number());
      }
      events++;
      bytes += size;
      gathered.add(counted);
    }
  }

  /** Whether a part is ready. */
  boolean full() {
    boolean much = gathered.size() >= bound.changes() || bytes >= bound.bytes();
    return events == whole.events() || (much && !gathered.half());
  }

  SourceTransaction take() {
    bytes = 0;
    return new SourceTransaction(
        whole.id(),
        whole.snapshotId(),
        whole.at(),
        gathered.take(),
        whole.mark(),
        whole.end(),
        events == whole.events() ? Extent.LAST : Extent.PART,
        whole.origin());
  }
}
