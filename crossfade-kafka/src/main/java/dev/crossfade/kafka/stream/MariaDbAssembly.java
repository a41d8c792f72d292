package dev.crossfade.kafka.stream;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.kafka.decode.LogRecord;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB. A restarted connector goes on behind the last record whose offset was stored, so records
 * come again with the number they had. Definitions and TRUNCATE commit by themselves and have no
 * end. Positions are (log file, where the transaction begins, number in the transaction).
 */
final class MariaDbAssembly implements Assembly {

  private final int largest;
  private @Nullable OpenTransaction open;

  MariaDbAssembly(int largest) {
    this.largest = largest;
  }

  @Override
  public @Nullable SourceTransaction accept(long offset, LogRecord record) {
    if (record instanceof LogRecord.Begin begin) {
      begin(offset, begin.transaction());
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

  private void begin(long offset, String transaction) {
    OpenTransaction unfinished = open;
    if (unfinished != null && unfinished.events() > 0) {
      if (unfinished.id().equals(transaction)) {
        return;
      }
      throw Gaps.cut(unfinished.id(), unfinished.events(), 0);
    }
    open = new OpenTransaction(transaction, offset, largest);
  }

  private @Nullable SourceTransaction take(LogRecord.Counted record) {
    OpenTransaction current = open;
    if (current == null || !current.id().equals(record.transaction())) {
      throw Gaps.noBeginning(record.transaction());
    }
    if (record.number() <= current.events()) {
      if (!same(current.record(record.number()), record)) {
        throw Gaps.cut(current.id(), current.events(), record.number());
      }
      return null;
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

  private static boolean same(LogRecord.Counted earlier, LogRecord.Counted again) {
    if (earlier instanceof LogRecord.Row one && again instanceof LogRecord.Row two) {
      return one.table().equals(two.table())
          && one.op() == two.op()
          && Arrays.deepEquals(one.before(), two.before())
          && Arrays.deepEquals(one.after(), two.after());
    }
    return earlier.getClass() == again.getClass();
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
    open = null;
    return whole.complete(0, atMicros, new Positions());
  }

  @Override
  public long restart(long next) {
    return open == null ? next : Math.min(next, open.offset());
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
