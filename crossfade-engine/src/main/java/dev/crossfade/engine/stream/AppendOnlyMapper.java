package dev.crossfade.engine.stream;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Fold;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.apply.Parking;
import dev.crossfade.engine.drift.Concern;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of tables without key: rows are added; full old images also let them go away. */
final class AppendOnlyMapper {

  void map(ChangeSink sink) {
    Change change = sink.change();
    switch (change.op()) {
      case INSERT -> append(sink, row(change, change.after()));
      case DELETE -> remove(sink, row(change, change.before()));
      case UPDATE -> {
        @Nullable Object[] before = row(change, change.before());
        remove(sink, before);
        append(sink, ChangeMapper.filled(row(change, change.after()), before));
      }
      case TRUNCATE -> throw new IllegalArgumentException("not a change of a row: " + change);
    }
  }

  private static @Nullable Object[] row(Change change, @Nullable Object @Nullable [] row) {
    if (row == null) {
      throw noImage(change);
    }
    return row;
  }

  private static void append(ChangeSink sink, @Nullable Object[] after) {
    CompiledMapping mapping = sink.numbered().mapping();
    requireComplete(sink, after);
    Membership membership = mapping.accepts(after);
    if (membership == Membership.REFUSED) {
      refuse(sink, after, mapping.whereRefusal(after));
    } else if (membership == Membership.IN) {
      @Nullable Object[] row = new @Nullable Object[mapping.entity().columns().size()];
      if (mapping.apply(after, row) instanceof Refusal refusal) {
        refuse(sink, after, refusal);
      } else {
        sink.append(row);
      }
    }
  }

  private static void refuse(ChangeSink sink, @Nullable Object[] row, Refusal refusal) {
    sink.refuse(
        null, null, null, Parking.refused(refusal, sink.numbered().mapping().sourceTable(), row));
  }

  /** A row that was refused is in quarantine; one that never belonged to the entity is nowhere. */
  private static void remove(ChangeSink sink, @Nullable Object[] before) {
    CompiledMapping mapping = sink.numbered().mapping();
    requireComplete(sink, before);
    Membership membership = mapping.accepts(before);
    if (membership == Membership.REFUSED) {
      removeRefused(sink, before, mapping.whereRefusal(before));
    } else if (membership == Membership.IN) {
      @Nullable Object[] row = new @Nullable Object[mapping.entity().columns().size()];
      if (mapping.apply(before, row) instanceof Refusal refusal) {
        removeRefused(sink, before, refusal);
      } else {
        sink.remove(row);
      }
    }
  }

  private static void removeRefused(ChangeSink sink, @Nullable Object[] row, Refusal refusal) {
    sink.removeRefused(
        null, Parking.refused(refusal, sink.numbered().mapping().sourceTable(), row));
  }

  /** Columns that nobody reads may have come or gone since. */
  private static void requireComplete(ChangeSink sink, @Nullable Object[] row) {
    if (Fold.complete(row)) {
      return;
    }
    Concern concern = Concern.of(List.of(sink.numbered()));
    List<Column> columns = sink.numbered().mapping().sourceTable().columns();
    for (int i = 0; i < row.length; i++) {
      if (row[i] == Unavailable.VALUE && concern.reads(columns.get(i).name())) {
        throw noImage(sink.change());
      }
    }
  }

  private static RuntimeException noImage(Change change) {
    return Problem.of(
            EngineProblem.NO_OLD_IMAGE,
            change.op() + " in " + change.table() + ", which has no key, cannot be followed",
            "the log does not hold all values of the row, so the row to change cannot be found",
            "give the table a key, or set REPLICA IDENTITY FULL, and start the migration of this"
                + " table again; the stream stays at this position and nothing is lost")
        .with("position", change.position().encoded())
        .raise();
  }
}
