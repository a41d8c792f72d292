package dev.crossfade.kafka.stream;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.kafka.decode.LogRecord;
import dev.crossfade.kafka.decode.LogRecord.Counted;
import dev.crossfade.spi.source.RolledBack;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB. As on PostgreSQL a cut transaction must come again from its first record, unless the log
 * says that it was rolled back: one that used a temporary table is in it anyway. Definitions and
 * TRUNCATE commit by themselves and have no end. Positions are (log file, where the transaction
 * begins, number in the transaction).
 */
final class MariaDbAssembly implements Assembly {

  private final OpenTransaction.Bound bound;
  private final RolledBack undone;
  private final Cuts cuts = new Cuts();
  private @Nullable OpenTransaction open;

  MariaDbAssembly(OpenTransaction.Bound bound, RolledBack undone) {
    this.bound = bound;
    this.undone = undone;
  }

  @Override
  public @Nullable Completed accept(long offset, LogRecord record, int bytes) {
    if (record instanceof LogRecord.Begin begin) {
      cuts.add(open);
      open = new OpenTransaction(begin.transaction(), offset, bound);
      return null;
    }
    if (record instanceof LogRecord.Counted counted) {
      return take(counted, bytes);
    }
    if (record instanceof LogRecord.Definition) {
      // it commits what is open; Debezium sends it without an end of the transaction
      return open != null && open.events() > 0 ? null : drop();
    }
    return record instanceof LogRecord.End end ? end(end) : null;
  }

  private @Nullable Completed drop() {
    open = null;
    return null;
  }

  private @Nullable Completed take(LogRecord.Counted record, int bytes) {
    OpenTransaction current = open;
    if (current == null || !current.id().equals(record.transaction())) {
      throw Gaps.noBeginning(record.transaction());
    }
    if (record.number() != current.events() + 1) {
      throw Gaps.missing(record.transaction(), current.events(), record.number());
    }
    boolean ends = record instanceof LogRecord.Row row && row.op() == Op.TRUNCATE;
    if (ends) {
      // what may fail comes before anything is taken: the record may be offered again
      check(current.sketch(record));
    }
    current.add(record, bytes);
    return ends ? complete(current, record.atMicros()) : null;
  }

  private @Nullable Completed end(LogRecord.End end) {
    OpenTransaction current = open;
    if (current == null) {
      return null;
    }
    if (!current.id().equals(end.transaction())) {
      throw Gaps.noBeginning(end.transaction());
    }
    if (current.events() != end.events()) {
      throw Gaps.missing(end.transaction(), current.events(), end.events() + 1);
    }
    if (current.events() > 0) {
      check(current);
    }
    return complete(current, end.atMicros());
  }

  private void check(OpenTransaction whole) {
    cuts.check(whole, first -> after(whole.first().place(), first.place()), this::undone);
  }

  private @Nullable Completed complete(OpenTransaction whole, long atMicros) {
    cuts.remove(whole.id());
    open = null;
    return whole.complete(0, atMicros, new Positions());
  }

  private boolean undone(Counted first) {
    LogRecord.Place place = first.place();
    return undone.says(
        first.transaction(), new Position(place.file(), place.offset(), first.number()));
  }

  private static boolean after(LogRecord.Place one, LogRecord.Place two) {
    return one.file() > two.file() || (one.file() == two.file() && one.offset() > two.offset());
  }

  @Override
  public boolean counting() {
    return open != null && open.counting();
  }

  @Override
  public long restart(long next) {
    return cuts.restart(open == null ? next : Math.min(next, open.offset()));
  }

  private record Positions() implements OpenTransaction.PositionRule {
    @Override
    public Position of(LogRecord.Row row) {
      return new Position(row.place().file(), row.place().offset(), row.number());
    }

    @Override
    public Position end(LogRecord.Place last) {
      return new Position(last.file(), last.offset(), LAST);
    }
  }
}
