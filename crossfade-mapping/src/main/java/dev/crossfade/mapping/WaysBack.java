package dev.crossfade.mapping;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.RowValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where each source column's value comes from on the way back. */
final class WaysBack {

  private final TableSchema table;
  private final List<TargetColumn> columns;
  private final Source[] sources;
  private final List<UnaryOperator<Object>> readers;

  /**
   * Where one column comes from.
   *
   * @param found the target column it is found from, or -1
   * @param standIn what is written instead of NULL where the column is NOT NULL
   * @param zeroByDefault whether a new row's default reads as NULL
   */
  record Source(
      int found, @Nullable Declared declared, @Nullable Object standIn, boolean zeroByDefault) {}

  WaysBack(TableSchema table, List<TargetColumn> columns, List<Source> sources) {
    this.table = table;
    this.columns = columns;
    this.sources = sources.toArray(new Source[0]);
    this.readers = columns.stream().map(each -> RowValues.reader(each.column().type())).toList();
  }

  boolean found(int source) {
    return sources[source].found() >= 0 || sources[source].declared() != null;
  }

  @Nullable Object standIn(int source) {
    return sources[source].standIn();
  }

  boolean zeroByDefault(int source) {
    return sources[source].zeroByDefault();
  }

  /** The name of the target column it is found from, or its own where it is declared. */
  String source(int source) {
    int found = sources[source].found();
    return found < 0 ? table.columns().get(source).name() : columns.get(found).column().name();
  }

  /**
   * The value for a source column that is found.
   *
   * @throws dev.crossfade.mapping.value.RowFailure when there is none
   */
  @Nullable Object restored(int source, @Nullable Object[] targetRow) {
    Declared declared = sources[source].declared();
    if (declared != null) {
      return declared.value(targetRow);
    }
    int from = sources[source].found();
    if (targetRow[from] == Unavailable.VALUE) {
      return Unavailable.VALUE;
    }
    @Nullable Object[] found = new @Nullable Object[sources.length];
    Objects.requireNonNull(columns.get(from).inverse()).find(targetRow[from], found);
    return found[source];
  }

  /** Whether nothing that the column is part of has changed. */
  boolean keeps(int source, boolean[] kept) {
    if (sources[source].declared() == null) {
      return kept[sources[source].found()];
    }
    boolean read = false;
    for (int i = 0; i < kept.length; i++) {
      if (columns.get(i).reads(source)) {
        read = true;
        if (!kept[i]) {
          return false;
        }
      }
    }
    return read;
  }

  /** Whether a restored row has to become the target's value in this column again. */
  boolean compared(int target) {
    TargetColumn column = columns.get(target);
    return column.inverse() != null
        || (column.sources().length > 0
            && Arrays.stream(column.sources())
                .allMatch(source -> sources[source].declared() != null));
  }

  boolean reads(int target, boolean[] unknown) {
    return Arrays.stream(columns.get(target).sources()).anyMatch(source -> unknown[source]);
  }

  boolean sameKey(int[] keyIndexes, @Nullable Object[] one, @Nullable Object[] other) {
    return Arrays.stream(keyIndexes).allMatch(i -> same(i, one[i], other[i]));
  }

  /** Whether two values of a target column are equal, however they are spelled. */
  boolean same(int target, @Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == other;
    }
    UnaryOperator<Object> reader = readers.get(target);
    return Objects.equals(reader.apply(one), reader.apply(other));
  }

  List<SourceColumn> described() {
    List<SourceColumn> described = new ArrayList<>();
    for (int i = 0; i < sources.length; i++) {
      described.add(described(table.columns().get(i), sources[i]));
    }
    return described;
  }

  private SourceColumn described(Column column, Source source) {
    if (column.generated()) {
      return new SourceColumn(column.name(), SourceColumn.Way.COMPUTED, List.of());
    }
    Declared declared = source.declared();
    if (declared != null) {
      List<String> from =
          Arrays.stream(declared.expression().columns())
              .mapToObj(each -> columns.get(each).column().name())
              .toList();
      return new SourceColumn(column.name(), SourceColumn.Way.DECLARED, from);
    }
    if (source.found() < 0) {
      return new SourceColumn(column.name(), SourceColumn.Way.KEPT, List.of());
    }
    TargetColumn from = columns.get(source.found());
    SourceColumn.Way way =
        from.reversibility() == Reversibility.INVERTIBLE
            ? SourceColumn.Way.EXACT
            : SourceColumn.Way.SAME_RESULT;
    return new SourceColumn(column.name(), way, List.of(from.column().name()));
  }
}
