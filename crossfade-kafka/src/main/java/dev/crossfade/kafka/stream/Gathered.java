package dev.crossfade.kafka.stream;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.kafka.decode.LogRecord;
import dev.crossfade.kafka.decode.LogRecord.Counted;
import dev.crossfade.kafka.decode.LogRecord.Half;
import dev.crossfade.kafka.decode.LogRecord.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of one transaction, in order, on their way to changes. */
final class Gathered {

  private final OpenTransaction.PositionRule rule;
  private List<Change> changes = new ArrayList<>();
  private @Nullable Mark mark;
  private @Nullable Row old;

  Gathered(OpenTransaction.PositionRule rule) {
    this.rule = rule;
  }

  void add(Counted record) {
    if (record instanceof Row row) {
      add(row);
    } else if (record instanceof LogRecord.Note note && note.mark() != null) {
      mark = note.mark();
    }
  }

  private void add(Row row) {
    Position position = rule.of(row);
    int last = changes.size() - 1;
    if (row.half() == Half.NEW && old != null && old.table().equals(row.table())) {
      changes.set(last, keyChange(old, row, changes.get(last)));
    } else {
      changes.add(new Change(row.table(), row.op(), row.before(), row.after(), position));
    }
    old = row.half() == Half.OLD ? row : null;
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

  /** Whether the last change may still need its other half. */
  boolean half() {
    return old != null;
  }

  int size() {
    return changes.size();
  }

  /** The changes so far; they are forgotten here. */
  List<Change> take() {
    List<Change> taken = changes;
    changes = new ArrayList<>();
    return taken;
  }

  /** The last mark, if there was one. */
  @Nullable Mark mark() {
    return mark;
  }
}
