package dev.crossfade.kafka.stream;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.kafka.decode.LogRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL. A restarted connector begins the transaction again: the second attempt must begin
 * where the first one began, else the connector resumed in its middle and may have left rows out.
 * Positions are (log position of the commit, of the record, ordinal among records that share it).
 */
final class PostgresAssembly implements Assembly {

  /** The longest attempt at a transaction that a restart cut. */
  private record Cut(String id, long offset, LogRecord.Place first, long events) {
    Cut merge(Cut later) {
      return new Cut(id, offset, first, Math.max(events, later.events));
    }
  }

  private final int largest;
  private final Map<String, Cut> cuts = new LinkedHashMap<>();
  private @Nullable OpenTransaction open;

  PostgresAssembly(int largest) {
    this.largest = largest;
  }

  @Override
  public @Nullable SourceTransaction accept(long offset, LogRecord record) {
    if (record instanceof LogRecord.Begin begin) {
      setAside();
      open = new OpenTransaction(begin.transaction(), offset, largest);
    } else if (record instanceof LogRecord.Counted counted) {
      take(counted);
    } else if (record instanceof LogRecord.End end) {
      return end(end);
    }
    return null;
  }

  private void setAside() {
    OpenTransaction unfinished = open;
    if (unfinished != null && unfinished.events() > 0) {
      LogRecord.Place first = unfinished.record(1).place();
      Cut cut = new Cut(unfinished.id(), unfinished.offset(), first, unfinished.events());
      cuts.merge(cut.id(), cut, Cut::merge);
    }
    open = null;
  }

  private void take(LogRecord.Counted record) {
    OpenTransaction current = open;
    if (current == null || !current.id().equals(record.transaction())) {
      throw Gaps.noBeginning(record.transaction());
    }
    if (record.number() != current.events() + 1) {
      throw Gaps.missing(record.transaction(), current.events(), record.number());
    }
    current.add(record);
  }

  private @Nullable SourceTransaction end(LogRecord.End end) {
    OpenTransaction whole = open;
    if (whole == null || !whole.id().equals(end.transaction())) {
      throw Gaps.noBeginning(end.transaction());
    }
    if (whole.events() != end.events()) {
      throw Gaps.missing(end.transaction(), whole.events(), end.events() + 1);
    }
    cuts.values().forEach(cut -> compare(cut, whole, end));
    cuts.remove(end.transaction());
    open = null;
    long xid = Long.parseLong(end.transaction()) & 0xffff_ffffL;
    return whole.complete(xid, end.atMicros(), new Positions(end.commit()));
  }

  /** A transaction that was cut must come again, from its first record, before later ones. */
  private static void compare(Cut cut, OpenTransaction whole, LogRecord.End end) {
    if (!cut.id().equals(whole.id())) {
      if (Long.compareUnsigned(end.commit(), cut.first().previousCommit()) > 0) {
        throw Gaps.cut(cut.id(), cut.events(), 0);
      }
    } else if (whole.events() < cut.events()
        || whole.record(1).place().offset() != cut.first().offset()) {
      throw Gaps.cut(cut.id(), cut.events(), whole.events());
    }
  }

  @Override
  public long restart(long next) {
    long from = open == null ? next : Math.min(next, open.offset());
    for (Cut cut : cuts.values()) {
      from = Math.min(from, cut.offset());
    }
    return from;
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
    public Position end(LogRecord.Counted last) {
      return new Position(commit, -1L, LAST);
    }
  }
}
