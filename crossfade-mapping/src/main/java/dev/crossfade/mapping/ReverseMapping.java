package dev.crossfade.mapping;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.RowFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way back of one mapping: what rows of the target become in the source once the target takes
 * the writes. Two rules hold for each row it restores. What the mapping makes of it is the target
 * row, in each column from which something can be restored; a row for which that cannot be is
 * refused. And a source column whose part of the target row did not change keeps its value, however
 * it is spelled. Immutable and thread-safe.
 */
public final class ReverseMapping {

  private final MappingProgram forward;
  private final WaysBack ways;
  private final int[] keyIndexes;

  ReverseMapping(MappingProgram forward, WaysBack ways) {
    this.forward = forward;
    this.ways = ways;
    this.keyIndexes = forward.sourceTable().keyIndexes();
  }

  /** The mapping whose way back this is. */
  public CompiledMapping forward() {
    return forward;
  }

  /** What each column of the source table gets, in the table's order. */
  public List<SourceColumn> columns() {
    return ways.described();
  }

  /**
   * The key of the source row behind a target row, of which only the key's columns are read. Empty
   * when no row of this mapping's table has that target key: another mapping's has, or none.
   */
  public Optional<Key> sourceKey(@Nullable Object[] targetRow) {
    @Nullable Object[] source = new @Nullable Object[forward.sourceTable().columns().size()];
    @Nullable Object[] again = new @Nullable Object[targetRow.length];
    try {
      for (int column : keyIndexes) {
        if (!ways.found(column)) {
          return Optional.empty();
        }
        source[column] = ways.restored(column, targetRow);
        if (source[column] == null) {
          return Optional.empty();
        }
      }
    } catch (RowFailure e) {
      return Optional.empty();
    }
    boolean same =
        forward.applyKey(source, again).equals(RowResult.MAPPED)
            && ways.sameKey(forward.entity().keyIndexes(), targetRow, again);
    return same ? Optional.of(Key.of(source, keyIndexes)) : Optional.empty();
  }

  /**
   * Makes the source row behind a target row.
   *
   * @param targetRow in the order of the entity; what the log did not carry is {@code Unavailable}
   * @param present the row that the source has under {@link #sourceKey}, null when it has none
   * @param sourceRow overwritten: what to write, {@code Unavailable} for columns to leave alone (in
   *     a new row: to the table's default); undefined unless the result is {@link RowResult#MAPPED}
   * @return a refusal names the target column that the source cannot hold
   */
  public RowResult restore(
      @Nullable Object[] targetRow,
      @Nullable Object @Nullable [] present,
      @Nullable Object[] sourceRow) {
    boolean[] kept = kept(targetRow, present);
    RowResult result = attempt(targetRow, present, kept, sourceRow);
    while (result instanceof Refusal refusal && letGo(refusal, targetRow, kept)) {
      result = attempt(targetRow, present, kept, sourceRow);
    }
    return result;
  }

  /**
   * Makes the source row behind a target row that is what the mapping makes of the present one, as
   * if all of it had changed: whatever can be restored is, and is spelled as a change would spell
   * it. A value that a change could not be brought back from stays as it is, with what it belongs
   * to.
   *
   * @param present the row that the source has under {@link #sourceKey}
   * @param sourceRow overwritten as in {@link #restore}
   * @return a refusal of code {@link MappingProblem#NOT_RESTORED} where what was restored does not
   *     become the target row again
   */
  public RowResult restoreAnew(
      @Nullable Object[] targetRow, @Nullable Object[] present, @Nullable Object[] sourceRow) {
    boolean[] kept = new boolean[targetRow.length];
    RowResult result = attempt(targetRow, present, kept, sourceRow);
    while (result instanceof Refusal refusal && keep(refusal, kept)) {
      result = attempt(targetRow, present, kept, sourceRow);
    }
    return result;
  }

  private boolean keep(Refusal refusal, boolean[] kept) {
    int column = forward.entity().indexOf(refusal.column());
    if (column < 0 || kept[column] || refusal.code().equals(MappingProblem.NOT_RESTORED)) {
      return false;
    }
    kept[column] = true;
    return true;
  }

  /**
   * What a kept column becomes may depend on another that changed; then it cannot keep its
   * spelling.
   */
  private boolean letGo(Refusal refusal, @Nullable Object[] targetRow, boolean[] kept) {
    int column = forward.entity().indexOf(refusal.column());
    if (column < 0 || !kept[column] || targetRow[column] == Unavailable.VALUE) {
      return false;
    }
    kept[column] = false;
    return true;
  }

  private RowResult attempt(
      @Nullable Object[] targetRow,
      @Nullable Object @Nullable [] present,
      boolean[] kept,
      @Nullable Object[] sourceRow) {
    for (int column = 0; column < sourceRow.length; column++) {
      sourceRow[column] = Unavailable.VALUE;
      Refusal refusal = fill(column, targetRow, present, kept, sourceRow);
      if (refusal != null) {
        return refusal;
      }
    }
    return checked(targetRow, present, sourceRow);
  }

  /** Which target columns already are what the mapping makes of the present row. */
  private boolean[] kept(@Nullable Object[] targetRow, @Nullable Object @Nullable [] present) {
    boolean[] kept = new boolean[targetRow.length];
    if (present == null) {
      return kept;
    }
    @Nullable Object[] before = new @Nullable Object[targetRow.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] =
          targetRow[i] == Unavailable.VALUE
              || (forward.fill(i, present, before).equals(RowResult.MAPPED)
                  && ways.same(i, targetRow[i], before[i]));
    }
    return kept;
  }

  private @Nullable Refusal fill(
      int column,
      @Nullable Object[] targetRow,
      @Nullable Object @Nullable [] present,
      boolean[] kept,
      @Nullable Object[] sourceRow) {
    if (!ways.found(column) || (present != null && ways.keeps(column, kept))) {
      return null;
    }
    try {
      Object value = ways.restored(column, targetRow);
      Column schema = table().columns().get(column);
      if (value != null || schema.nullable()) {
        sourceRow[column] = value;
        return null;
      }
      return nullFor(column, present, sourceRow);
    } catch (RowFailure e) {
      return new Refusal(ways.source(column), e.code(), e.text());
    }
  }

  private @Nullable Refusal nullFor(
      int column, @Nullable Object @Nullable [] present, @Nullable Object[] sourceRow) {
    Object standIn = ways.standIn(column);
    if (standIn != null) {
      sourceRow[column] = standIn;
      return null;
    }
    if (present == null && ways.zeroByDefault(column)) {
      return null;
    }
    return new Refusal(
        ways.source(column),
        MappingProblem.NULL_VALUE,
        "NULL, but the source's column '%s' is NOT NULL"
            .formatted(table().columns().get(column).name()));
  }

  private RowResult checked(
      @Nullable Object[] targetRow,
      @Nullable Object @Nullable [] present,
      @Nullable Object[] sourceRow) {
    @Nullable Object[] whole = new @Nullable Object[sourceRow.length];
    boolean[] unknown = new boolean[sourceRow.length];
    for (int i = 0; i < whole.length; i++) {
      boolean left = sourceRow[i] == Unavailable.VALUE;
      whole[i] = !left ? sourceRow[i] : present == null ? null : present[i];
      unknown[i] = left && present == null && !ways.zeroByDefault(i);
    }
    @Nullable Object[] again = new @Nullable Object[targetRow.length];
    for (int i = 0; i < again.length; i++) {
      if (!ways.compared(i) || targetRow[i] == Unavailable.VALUE || ways.reads(i, unknown)) {
        continue;
      }
      RowResult result = forward.fill(i, whole, again);
      if (!result.equals(RowResult.MAPPED) || !ways.same(i, targetRow[i], again[i])) {
        return result instanceof Refusal refusal ? refusal : differs(i);
      }
    }
    return membership(whole);
  }

  private RowResult membership(@Nullable Object[] whole) {
    return switch (forward.accepts(whole)) {
      case IN -> RowResult.MAPPED;
      case REFUSED -> forward.whereRefusal(whole);
      default ->
          new Refusal(
              "where",
              MappingProblem.NOT_RESTORED,
              "the row it becomes in %s does not belong to the entity".formatted(table().id()));
    };
  }

  private Refusal differs(int targetColumn) {
    return new Refusal(
        forward.entity().columns().get(targetColumn).name(),
        MappingProblem.NOT_RESTORED,
        "nothing that %s can hold becomes this value".formatted(table().id()));
  }

  private TableSchema table() {
    return forward.sourceTable();
  }

  /** Columns of the source that a new row leaves to the table and that are NOT NULL. */
  public List<String> needDefaults() {
    List<String> names = new ArrayList<>();
    List<Column> columns = table().columns();
    for (int i = 0; i < columns.size(); i++) {
      boolean left = !ways.found(i) || ways.zeroByDefault(i);
      if (left && !columns.get(i).nullable() && !columns.get(i).generated()) {
        names.add(columns.get(i).name());
      }
    }
    return names;
  }
}
