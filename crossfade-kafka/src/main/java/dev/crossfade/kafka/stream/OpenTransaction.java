package dev.crossfade.kafka.stream;

import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.kafka.decode.LogRecord;
import dev.crossfade.kafka.decode.LogRecord.Counted;
import dev.crossfade.kafka.decode.LogRecord.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived of one transaction. Beyond a bound its records are only counted: they stay in
 * the topic, from which a transaction that turns out to be whole is read again.
 */
final class OpenTransaction {

  private final String id;
  private final long offset;
  private final Bound bound;
  private @Nullable List<Counted> records = new ArrayList<>();
  private @Nullable Counted first;
  private LogRecord.@Nullable Place last;
  private @Nullable Mark mark;
  private Origin origin = Origin.OTHERS;
  private boolean rows;
  private long events;
  private long weight;

  OpenTransaction(String id, long offset, Bound bound) {
    this.id = id;
    this.offset = offset;
    this.bound = bound;
  }

  String id() {
    return id;
  }

  /** Offset of its beginning in the topic. */
  long offset() {
    return offset;
  }

  /** How many records of it have arrived. */
  long events() {
    return events;
  }

  /** Whether it is too large to be held. */
  boolean counting() {
    return records == null;
  }

  /** Its first record, with digests in place of very long rows; there must be one. */
  Counted first() {
    return Objects.requireNonNull(first, "nothing has arrived of the transaction");
  }

  /** How it is once this record has arrived, for comparing; changes nothing here. */
  OpenTransaction sketch(Counted next) {
    OpenTransaction sketch = new OpenTransaction(id, offset, bound);
    sketch.first = first == null ? Rows.light(next) : first;
    sketch.events = events + 1;
    return sketch;
  }

  /**
   * Takes the next record.
   *
   * @param bytes size of the record in the topic
   */
  void add(Counted record, int bytes) {
    events++;
    weight += bytes;
    first = first == null ? Rows.light(record) : first;
    last = record.place();
    rows |= record instanceof Row;
    if (record instanceof LogRecord.Note note) {
      mark = note.mark() == null ? mark : note.mark();
      origin = note.origin() == Origin.OTHERS ? origin : note.origin();
    }
    if (records != null && record instanceof Row) {
      records.add(record);
      if (records.size() > bound.changes() || weight > bound.bytes()) {
        records = null;
      }
    }
  }

  /** The whole transaction, or null when nothing in it concerns us. */
  @Nullable Completed complete(long snapshotId, long atMicros, PositionRule rule) {
    if (!rows && mark == null) {
      return null;
    }
    Instant at = Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS);
    Position end = rule.end(Objects.requireNonNull(last));
    if (records == null) {
      return new Completed.Large(id, offset, events, snapshotId, at, mark, end, origin, rule);
    }
    Gathered gathered = new Gathered(rule);
    records.forEach(gathered::add);
    return new Completed.Held(
        new SourceTransaction(
            id, snapshotId, at, gathered.take(), mark, end, Extent.WHOLE, origin));
  }

  /**
   * How much of a transaction is held.
   *
   * @param changes at most
   * @param bytes at most, as they are in the topic
   */
  record Bound(int changes, long bytes) {}

  /** How positions of an engine are made. */
  interface PositionRule {

    /** Larger than every ordinal. */
    long LAST = 0xffff_ffffL;

    Position of(Row row);

    Position end(LogRecord.Place last);
  }
}
