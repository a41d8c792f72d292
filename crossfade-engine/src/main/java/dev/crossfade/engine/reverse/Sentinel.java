package dev.crossfade.engine.reverse;

import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.ReverseMapping;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.mapping.SourceColumn;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.LegacyWrite;
import dev.crossfade.spi.target.RowsRefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows of the target into their source, by the way that changes go back, in transactions that
 * are rolled back. One thread.
 */
final class Sentinel {

  private final ReverseMapping reverse;
  private final CompiledMapping mapping;
  private final TableSchema table;
  private final RowDigest digest;
  private final BitSet restorable;
  private final SentinelProblems problems;

  Sentinel(ReverseMapping reverse) {
    this.reverse = reverse;
    this.mapping = reverse.forward();
    this.table = mapping.sourceTable();
    this.digest = new RowDigest(mapping.entity());
    this.restorable = restorable();
    this.problems = new SentinelProblems(mapping);
  }

  /**
   * What came of a row.
   *
   * @param made digests of the columns of what the mapping makes of its source row; null when there
   *     is no such row
   */
  record Sight(End end, long @Nullable [] made) {}

  /** How it came. */
  enum End {
    /** It was written and read again. */
    WRITTEN,
    /** The source has another row, or none. */
    DIFFERS,
    /** The mapping refuses the source's row, or it has no value that could be written. */
    PASSED
  }

  /** Of columns that the way back writes, those of the key only where there are no others. */
  private BitSet restorable() {
    BitSet all = new BitSet();
    List<SourceColumn> columns = reverse.columns();
    for (int i = 0; i < columns.size(); i++) {
      SourceColumn.Way way = columns.get(i).way();
      all.set(i, way != SourceColumn.Way.KEPT && way != SourceColumn.Way.COMPUTED);
    }
    BitSet free = (BitSet) all.clone();
    Arrays.stream(table.keyIndexes()).forEach(free::clear);
    return free.isEmpty() ? all : free;
  }

  /**
   * Writes a row.
   *
   * @param session a rehearsal
   * @param key of the source row behind the target's
   * @throws ProblemException when the source refuses it, or has another row afterwards
   */
  Sight take(LegacySession session, Key key, @Nullable Object[] target) {
    @Nullable Object @Nullable [] present = locked(session, key);
    @Nullable Object @Nullable [] made = present == null ? null : made(present);
    if (made == null) {
      return new Sight(refuses(present) ? End.PASSED : End.DIFFERS, null);
    }
    long[] is = digest.columns(made);
    if (present == null || !Arrays.equals(is, digest.columns(target))) {
      return new Sight(End.DIFFERS, is);
    }
    return new Sight(wrote(session, key, target, present) ? End.WRITTEN : End.PASSED, is);
  }

  /** What the mapping makes of a row; null when nothing. */
  private @Nullable Object @Nullable [] made(@Nullable Object[] source) {
    @Nullable Object[] made = new @Nullable Object[mapping.entity().columns().size()];
    boolean in = mapping.accepts(source) == Membership.IN;
    return in && mapping.apply(source, made).equals(RowResult.MAPPED) ? made : null;
  }

  private boolean refuses(@Nullable Object @Nullable [] source) {
    return source != null && mapping.accepts(source) != Membership.OUT;
  }

  /** Whether there was anything to write. */
  private boolean wrote(
      LegacySession session, Key key, @Nullable Object[] target, @Nullable Object[] present) {
    @Nullable Object[] restored = restored(key, target, present);
    if (Arrays.stream(restored).allMatch(each -> each == Unavailable.VALUE)) {
      return false;
    }
    @Nullable Object[] written = restored;
    String state = refusal(session, key, restored);
    if (!state.isEmpty() && !WaitingRows.intrinsic(state)) {
      written = chosen(present, present);
      state = refusal(session, key, written);
    }
    if (!state.isEmpty()) {
      throw problems.refused(key, "the source refused it with SQLSTATE " + state).raise();
    }
    compare(key, whole(written, present), locked(session, key), present);
    return true;
  }

  /** Spelled as a change would spell it, as far as that can be told. */
  private @Nullable Object[] restored(
      Key key, @Nullable Object[] target, @Nullable Object[] present) {
    @Nullable Object[] restored = new @Nullable Object[present.length];
    RowResult result = reverse.restoreAnew(target, present, restored);
    if (result instanceof Refusal refusal && refusal.code() == MappingProblem.NOT_RESTORED) {
      String why = "what would be written does not become the target's row again: ";
      throw problems.differs(key, why + refusal.column() + ": " + refusal.text()).raise();
    }
    return chosen(result.equals(RowResult.MAPPED) ? restored : present, present);
  }

  /**
   * Values of the columns that are written; those of the present row where there are none. What is
   * NULL and shall be is left alone: it may be a date of zeros that only reads as NULL.
   */
  private @Nullable Object[] chosen(@Nullable Object[] values, @Nullable Object[] present) {
    @Nullable Object[] chosen = new @Nullable Object[values.length];
    for (int i = 0; i < chosen.length; i++) {
      Object value = values[i] == Unavailable.VALUE ? present[i] : values[i];
      boolean absent = value == null && present[i] == null;
      boolean left = !restorable.get(i) || absent || value instanceof Unreadable;
      chosen[i] = left ? Unavailable.VALUE : value;
    }
    return chosen;
  }

  /** The SQLSTATE by which the source refuses the values; empty when it takes them. */
  private String refusal(LegacySession session, Key key, @Nullable Object[] values) {
    List<LegacyWrite.Update> updates = List.of(new LegacyWrite.Update(key, values));
    try {
      session.write(new LegacyWrite(table, List.of(), updates, List.of()));
      return "";
    } catch (RowsRefusedException e) {
      return e.sqlState();
    } catch (ProblemException e) {
      throw refused(key, e);
    }
  }

  /** The row as it is; null when there is none. */
  private @Nullable Object @Nullable [] locked(LegacySession session, Key key) {
    try {
      return session.lock(table, List.of(key)).get(key);
    } catch (ProblemException e) {
      throw refused(key, e);
    }
  }

  private ProblemException refused(Key key, ProblemException error) {
    return error.problem().code().kind() == Kind.TRANSIENT
        ? error
        : problems.refused(key, error.problem().why()).raise(error);
  }

  private static @Nullable Object[] whole(@Nullable Object[] written, @Nullable Object[] present) {
    @Nullable Object[] whole = present.clone();
    for (int i = 0; i < whole.length; i++) {
      whole[i] = written[i] == Unavailable.VALUE ? present[i] : written[i];
    }
    return whole;
  }

  /** What stands there now has to become what was meant, with all else as it was. */
  private void compare(
      Key key,
      @Nullable Object[] meant,
      @Nullable Object @Nullable [] found,
      @Nullable Object[] present) {
    @Nullable Object @Nullable [] should = made(meant);
    if (should == null) {
      return;
    }
    @Nullable Object @Nullable [] is = found == null ? null : made(found);
    if (found == null || is == null) {
      throw changed(key, "it was not found there afterwards").raise();
    }
    List<String> columns = differing(digest.columns(should), digest.columns(is));
    for (int i = 0; i < found.length; i++) {
      boolean left = !restorable.get(i) && !table.columns().get(i).generated();
      if (left && !Key.of(found[i]).equals(Key.of(present[i]))) {
        columns.add(table.columns().get(i).name());
      }
    }
    if (!columns.isEmpty()) {
      throw changed(key, SentinelProblems.columns(columns)).raise();
    }
  }

  private Problem changed(Key key, String how) {
    return problems.differs(key, "written and read again it was another row: " + how);
  }

  private List<String> differing(long[] one, long[] other) {
    List<String> names = new ArrayList<>();
    for (int column : RowDigest.differences(one, other)) {
      names.add(mapping.entity().columns().get(column).name());
    }
    return names;
  }

  /** Digests of a target row, to see whether it stays what it is. */
  long[] digests(@Nullable Object[] target) {
    return digest.columns(target);
  }

  /** The row has differed for as long as nothing explains. */
  ProblemException lasting(Key key, @Nullable Object[] target, long @Nullable [] made) {
    String why =
        made == null
            ? "the source has no such row, or its mapping leaves it out"
            : "what the mapping makes of it is not the target's row: "
                + SentinelProblems.columns(differing(digest.columns(target), made));
    return problems.differs(key, why).raise();
  }
}
