package dev.crossfade.engine.stream;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Refused;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.Parking;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.RowResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the changes of a source into changes of entities. A row that leaves a mapping's filter
 * becomes a delete, one that enters it an upsert. Changes of tables nobody reads are left out.
 * Stateless.
 */
public final class ChangeMapper {

  private final Mappings mappings;
  private final String source;
  private final AppendOnlyMapper appendOnly;

  public ChangeMapper(Mappings mappings, String source) {
    this.mappings = mappings;
    this.source = source;
    this.appendOnly = new AppendOnlyMapper();
  }

  /** All entity changes of a transaction that can be read, in log order. */
  public List<EntityChange> map(SourceTransaction transaction) {
    List<EntityChange> result = new ArrayList<>(transaction.changes().size());
    for (Change change : transaction.changes()) {
      if (change.raw()) {
        continue;
      }
      for (Numbered numbered : mappings.from(source, change.table())) {
        ChangeSink sink = new ChangeSink(numbered, change, transaction.snapshotId(), result);
        if (change.op() == Op.TRUNCATE) {
          truncate(sink);
        } else if (numbered.appendOnly()) {
          appendOnly.map(sink);
        } else {
          keyed(sink);
        }
      }
    }
    return result;
  }

  private void truncate(ChangeSink sink) {
    String entity = sink.numbered().entity();
    if (mappings.into(entity).size() > 1) {
      throw Problem.of(
              EngineProblem.SHARED_TRUNCATE,
              "TRUNCATE of " + sink.change().table() + " cannot be followed into " + entity,
              entity + " is fed by other tables too, whose rows must stay",
              "delete the rows in the target yourself, or split the entity; the stream stays at"
                  + " this position and nothing is lost")
          .with("position", sink.change().position().encoded())
          .raise();
    }
    sink.add(Op.TRUNCATE, null, null, null, null);
  }

  private static void keyed(ChangeSink sink) {
    Change change = sink.change();
    @Nullable Object @Nullable [] before = change.before();
    @Nullable Object @Nullable [] after = change.after();
    if (change.op() == Op.DELETE) {
      delete(sink, Objects.requireNonNull(before));
      return;
    }
    Objects.requireNonNull(after);
    if (change.op() == Op.INSERT) {
      set(sink, null, after);
      return;
    }
    @Nullable Object[] old = before == null ? after : before;
    set(sink, key(sink, old), filled(after, old));
  }

  /** What has no key now may have had one when it was written: somebody has to look. */
  private static void delete(ChangeSink sink, @Nullable Object[] before) {
    CompiledMapping mapping = sink.numbered().mapping();
    @Nullable Object[] row = new @Nullable Object[mapping.entity().columns().size()];
    if (mapping.applyKey(before, row) instanceof Refusal refusal) {
      Refused refused = Parking.refused(refusal, mapping.sourceTable(), before);
      sink.removeRefused(sourceKey(sink, before), refused);
    } else {
      sink.add(Op.DELETE, mapping.targetKey(row), null, null, sourceKey(sink, before));
    }
  }

  private static void set(ChangeSink sink, @Nullable Key old, @Nullable Object[] after) {
    CompiledMapping mapping = sink.numbered().mapping();
    Membership membership = mapping.accepts(after);
    if (membership == Membership.OUT) {
      if (old != null) {
        sink.add(Op.DELETE, old, null, null, sourceKey(sink, after));
      }
    } else if (membership == Membership.NEEDS_RESELECT
        || (membership == Membership.REFUSED && clearerAtSource(sink, after))) {
      reread(sink, old, after);
    } else if (membership == Membership.REFUSED) {
      refuse(sink, old, after, mapping.whereRefusal(after));
    } else {
      mapped(sink, old, after);
    }
  }

  private static void mapped(ChangeSink sink, @Nullable Key old, @Nullable Object[] after) {
    CompiledMapping mapping = sink.numbered().mapping();
    @Nullable Object[] row = new @Nullable Object[mapping.entity().columns().size()];
    RowResult result = mapping.apply(after, row);
    if (result == RowResult.NEEDS_RESELECT
        || (result instanceof Refusal && clearerAtSource(sink, after))) {
      reread(sink, old, after);
    } else if (result instanceof Refusal refusal) {
      refuse(sink, old, after, refusal);
    } else {
      sink.add(sink.change().op(), old, mapping.targetKey(row), row, sourceKey(sink, after));
    }
  }

  /**
   * The log garbles some values the source holds well (an array of nothing but NULL looks like one
   * of two dimensions); the row itself tells which it is.
   */
  private static boolean clearerAtSource(ChangeSink sink, @Nullable Object[] after) {
    return Arrays.stream(after).anyMatch(Unreadable.class::isInstance)
        && sourceKey(sink, after) != null;
  }

  private static void reread(ChangeSink sink, @Nullable Key old, @Nullable Object[] after) {
    CompiledMapping mapping = sink.numbered().mapping();
    @Nullable Object[] row = new @Nullable Object[mapping.entity().columns().size()];
    if (mapping.applyKey(after, row) instanceof Refusal refusal) {
      refuse(sink, old, after, refusal);
    } else {
      sink.add(sink.change().op(), old, mapping.targetKey(row), null, sourceKey(sink, after));
    }
  }

  private static void refuse(
      ChangeSink sink, @Nullable Key old, @Nullable Object[] after, Refusal refusal) {
    Refused refused = Parking.refused(refusal, sink.numbered().mapping().sourceTable(), after);
    sink.refuse(old, key(sink, after), sourceKey(sink, after), refused);
  }

  private static @Nullable Key key(ChangeSink sink, @Nullable Object[] sourceRow) {
    CompiledMapping mapping = sink.numbered().mapping();
    @Nullable Object[] row = new @Nullable Object[mapping.entity().columns().size()];
    return mapping.applyKey(sourceRow, row) == RowResult.MAPPED ? mapping.targetKey(row) : null;
  }

  private static @Nullable Key sourceKey(ChangeSink sink, @Nullable Object[] row) {
    Key key = Key.of(row, sink.numbered().mapping().sourceTable().keyIndexes());
    return key.readable() ? key : null;
  }

  /** What the log left out of the new row because it did not change may be in the old one. */
  public static @Nullable Object[] filled(@Nullable Object[] after, @Nullable Object[] before) {
    @Nullable Object[] filled = after;
    for (int i = 0; i < after.length; i++) {
      if (after[i] == Unavailable.VALUE && before[i] != Unavailable.VALUE) {
        if (filled == after) {
          filled = after.clone();
        }
        filled[i] = before[i];
      }
    }
    return filled;
  }
}
