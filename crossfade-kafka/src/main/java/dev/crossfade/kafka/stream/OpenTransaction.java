package dev.crossfade.kafka.stream;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.kafka.KafkaProblem;
import dev.crossfade.kafka.decode.LogRecord;
import dev.crossfade.kafka.decode.LogRecord.Counted;
import dev.crossfade.kafka.decode.LogRecord.Half;
import dev.crossfade.kafka.decode.LogRecord.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has arrived of one transaction. */
final class OpenTransaction {

  private final String id;
  private final long offset;
  private final int largest;
  private final List<Counted> records = new ArrayList<>();

  OpenTransaction(String id, long offset, int largest) {
    this.id = id;
    this.offset = offset;
    this.largest = largest;
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
    return records.size();
  }

  /** The record with this number, counted from 1. */
  Counted record(long number) {
    return records.get(Math.toIntExact(number - 1));
  }

  void add(Counted record) {
    if (records.size() >= largest) {
      throw tooLarge();
    }
    records.add(record);
  }

  /** The whole transaction, or null when nothing in it concerns us. */
  @Nullable SourceTransaction complete(long snapshotId, long atMicros, PositionRule rule) {
    List<Change> changes = new ArrayList<>(records.size());
    Mark mark = null;
    Row old = null;
    for (Counted record : records) {
      if (record instanceof Row row) {
        Position position = rule.of(row);
        if (row.half() == Half.NEW && old != null && old.table().equals(row.table())) {
          changes.set(changes.size() - 1, keyChange(old, row, changes.get(changes.size() - 1)));
        } else {
          changes.add(new Change(row.table(), row.op(), row.before(), row.after(), position));
        }
        old = row.half() == Half.OLD ? row : null;
      } else if (record instanceof LogRecord.Note note && note.mark() != null) {
        mark = note.mark();
      }
    }
    if (changes.isEmpty() && mark == null) {
      return null;
    }
    Instant at = Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS);
    return new SourceTransaction(id, snapshotId, at, changes, mark, rule.end(record(events())));
  }

  /** Debezium sends a change of the key as a delete and a create; it stays at the delete. */
  private static Change keyChange(Row old, Row row, Change half) {
    @Nullable Object[] before = old.before();
    @Nullable Object[] after = row.after();
    if (before != null && after != null) {
      for (int i = 0; i < after.length; i++) {
        after[i] = after[i] == Unavailable.VALUE ? before[i] : after[i];
      }
    }
    return new Change(old.table(), Op.UPDATE, before, after, half.position());
  }

  private RuntimeException tooLarge() {
    return Problem.of(
            KafkaProblem.TRANSACTION_TOO_LARGE,
            "Transaction " + id + " has more than " + largest + " changes.",
            "A transaction is held in memory until it is complete.",
            "Give the process more memory and raise the limit, then start it again; nothing was"
                + " lost.")
        .with("transaction", id)
        .raise();
  }

  /** How positions of an engine are made. */
  interface PositionRule {

    /** Larger than every ordinal. */
    long LAST = 0xffff_ffffL;

    Position of(Row row);

    Position end(Counted last);
  }
}
