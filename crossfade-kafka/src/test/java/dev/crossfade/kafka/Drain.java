package dev.crossfade.kafka;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.StreamBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads a stream as an applier does: drops what is at or before the last position it applied. */
public final class Drain {

  private final List<SourceTransaction> all = new ArrayList<>();
  private final List<Change> applied = new ArrayList<>();
  private Position last = Position.START;
  private long next;
  private long mark;

  public List<SourceTransaction> transactions() {
    return all;
  }

  /** What an applier would have applied. */
  public List<Change> applied() {
    return applied;
  }

  public long next() {
    return next;
  }

  /** Reads until the mark with this number has come, at most a minute. */
  public Drain untilMark(ChangeStream stream, long number) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (mark < number) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("mark " + number + " has not come, only " + applied.size());
      }
      step(stream);
    }
    return this;
  }

  public void step(ChangeStream stream) {
    StreamBatch batch = stream.poll(Duration.ofMillis(300));
    for (SourceTransaction transaction : batch.transactions()) {
      all.add(transaction);
      for (Change change : transaction.changes()) {
        if (change.position().after(last)) {
          applied.add(change);
          last = change.position();
        }
      }
      if (transaction.mark() != null) {
        mark = Math.max(mark, transaction.mark().number());
      }
    }
    next = batch.nextOffset();
  }
}
