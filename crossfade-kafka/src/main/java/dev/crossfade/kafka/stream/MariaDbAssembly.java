package dev.crossfade.kafka.stream;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.kafka.decode.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB. As on PostgreSQL a cut transaction must come again from its first record. Definitions
 * and TRUNCATE commit by themselves and have no end. Positions are (log file, where the transaction
 * begins, number in the transaction).
 */
final class MariaDbAssembly implements Assembly {

  private final int largest;
  private final Cuts cuts = new Cuts();
  private @Nullable OpenTransaction open;

  MariaDbAssembly(int largest) {
    this.largest = largest;
  }

  @Override
  public @Nullable SourceTransaction accept(long offset, LogRecord record) {
    if (record instanceof LogRecord.Begin begin) {
      cuts.add(open);
      open = new OpenTransaction(begin.transaction(), offset, largest);
      return null;
    }
    if (record instanceof LogRecord.Counted counted) {
      return take(counted);
    }
    if (record instanceof LogRecord.Definition) {
      // it commits what is open; Debezium sends it without an end of the transaction
      return open != null && open.events() > 0 ? null : drop();
    }
    return record instanceof LogRecord.End end ? end(end) : null;
  }

  private @Nullable SourceTransaction drop() {
    open = null;
    return null;
  }

  private @Nullable SourceTransaction take(LogRecord.Counted record) {
    OpenTransaction current = open;
    if (current == null || !current.id().equals(record.transaction())) {
      throw Gaps.noBeginning(record.transaction());
    }
    if (record.number() != current.events() + 1) {
      throw Gaps.missing(record.transaction(), current.events(), record.number());
    }
    current.add(record);
    if (record instanceof LogRecord.Row row && row.op() == Op.TRUNCATE) {
      return finish(current, record.atMicros());
    }
    return null;
  }

  private @Nullable SourceTransaction end(LogRecord.End end) {
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
    return finish(current, end.atMicros());
  }

  private @Nullable SourceTransaction finish(OpenTransaction whole, long atMicros) {
    if (whole.events() > 0) {
      cuts.check(whole, first -> after(whole.record(1).place(), first.place()));
    }
    cuts.remove(whole.id());
    open = null;
    return whole.complete(0, atMicros, new Positions());
  }

  private static boolean after(LogRecord.Place one, LogRecord.Place two) {
    return one.file() > two.file() || (one.file() == two.file() && one.offset() > two.offset());
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
    public Position end(LogRecord.Counted last) {
      return new Position(last.place().file(), last.place().offset(), LAST);
    }
  }
}
