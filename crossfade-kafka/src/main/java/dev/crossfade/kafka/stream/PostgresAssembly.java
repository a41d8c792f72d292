package dev.crossfade.kafka.stream;

import dev.crossfade.core.change.Position;
import dev.crossfade.kafka.decode.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL. A restarted connector begins the transaction again: the second attempt must begin
 * where the first one began, else the connector resumed in its middle and may have left rows out.
 * Positions are (log position of the commit, of the record, ordinal among records that share it).
 */
final class PostgresAssembly implements Assembly {

  private final OpenTransaction.Bound bound;
  private final Cuts cuts = new Cuts();
  private @Nullable OpenTransaction open;

  PostgresAssembly(OpenTransaction.Bound bound) {
    this.bound = bound;
  }

  @Override
  public @Nullable Completed accept(long offset, LogRecord record, int bytes) {
    if (record instanceof LogRecord.Begin begin) {
      cuts.add(open);
      open = new OpenTransaction(begin.transaction(), offset, bound);
    } else if (record instanceof LogRecord.Counted counted) {
      take(counted, bytes);
    } else if (record instanceof LogRecord.End end) {
      return end(end);
    }
    return null;
  }

  private void take(LogRecord.Counted record, int bytes) {
    OpenTransaction current = open;
    if (current == null || !current.id().equals(record.transaction())) {
      throw Gaps.noBeginning(record.transaction());
    }
    if (record.number() != current.events() + 1) {
      throw Gaps.missing(record.transaction(), current.events(), record.number());
    }
    current.add(record, bytes);
  }

  private @Nullable Completed end(LogRecord.End end) {
    OpenTransaction whole = open;
    if (whole == null || !whole.id().equals(end.transaction())) {
      throw Gaps.noBeginning(end.transaction());
    }
    if (whole.events() != end.events()) {
      throw Gaps.missing(end.transaction(), whole.events(), end.events() + 1);
    }
    long commit = end.commit();
    cuts.check(
        whole, first -> Long.compareUnsigned(commit, first.place().detail()) > 0, any -> false);
    cuts.remove(end.transaction());
    open = null;
    long xid = Long.parseLong(end.transaction()) & 0xffff_ffffL;
    return whole.complete(xid, end.atMicros(), new Positions(commit));
  }

  @Override
  public boolean counting() {
    return open != null && open.counting();
  }

  @Override
  public long restart(long next) {
    return cuts.restart(open == null ? next : Math.min(next, open.offset()));
  }

  /** Counts records that share a log position, as the rows of one COPY do. */
  private static final class Positions implements OpenTransaction.PositionRule {
    private final long commit;
    private long lsn = -1;
    private long ordinal;

    Positions(long commit) {
      this.commit = commit;
    }

    @Override
    public Position of(LogRecord.Row row) {
      long here = row.place().offset();
      ordinal = here == lsn ? ordinal + 1 : 0;
      lsn = here;
      return new Position(commit, here, ordinal);
    }

    @Override
    public Position end(LogRecord.Place last) {
      return new Position(commit, -1L, LAST);
    }
  }
}
