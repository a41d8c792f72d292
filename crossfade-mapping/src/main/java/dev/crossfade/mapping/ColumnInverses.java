package dev.crossfade.mapping;

import dev.cel.common.types.CelType;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.mapping.conform.Conversion;
import dev.crossfade.mapping.conform.Conversions;
import dev.crossfade.mapping.conform.Folding;
import dev.crossfade.mapping.conform.Reversals;
import dev.crossfade.mapping.expression.Expression;
import dev.crossfade.mapping.expression.Inversion;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.RowValues;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the way back of each target column of one mapping. */
final class ColumnInverses {

  private final TableSchema table;
  private final @Nullable String zone;

  ColumnInverses(TableSchema table, @Nullable String zone) {
    this.table = table;
    this.zone = zone;
  }

  /** Of a computed column; a source column of few values is found among them. */
  @Nullable ColumnInverse of(Expression expression, LogicalType from, LogicalType to) {
    int[] sources = expression.columns();
    List<@Nullable Object> values =
        sources.length == 1 ? values(table.columns().get(sources[0])) : List.of();
    return values.isEmpty()
        ? of(expression.inversion(), from, to)
        : of(Inversion.Listed.of(sources[0], expression, table.columns().size(), values), from, to);
  }

  /** All values of a column, NULL first; empty when there are too many. */
  private static List<@Nullable Object> values(Column column) {
    List<@Nullable Object> values = new ArrayList<>();
    if (column.nullable()) {
      values.add(null);
    }
    if (column.type() instanceof LogicalType.Enumeration labels) {
      values.addAll(labels.labels());
    } else if (column.type() instanceof LogicalType.Bool) {
      values.add(true);
      values.add(false);
    } else {
      return List.of();
    }
    return values;
  }

  /**
   * Of a column.
   *
   * @param inversion of its expression; null when that has none
   * @param from the type of the expression's result, of the source column where it is a copy
   * @param to the column's type
   * @return null when no source column can be found from it
   */
  @Nullable ColumnInverse of(@Nullable Inversion inversion, LogicalType from, LogicalType to) {
    Conversion back = inversion == null ? null : Reversals.between(to, from, zone);
    if (inversion == null || back == null) {
      return null;
    }
    Map<Integer, Conversion> fits = new HashMap<>();
    for (int column : inversion.columns()) {
      Conversion fit = fit(table.columns().get(column).type());
      if (fit == null) {
        return null;
      }
      fits.put(column, fit);
    }
    Reversibility keeps =
        Folding.of(from, to, zone) == null ? inversion.keeps() : Reversibility.LOSSY;
    return new ColumnInverse(inversion, back, RowValues.reader(from), fits, keeps);
  }

  /** From what expressions make of a column's values to that column again. */
  private static @Nullable Conversion fit(LogicalType column) {
    CelType type = ValueTypes.of(column, ValueTypes.NullMode.NULLABLE);
    LogicalType widest = ValueTypes.logical(type);
    return widest == null ? null : Conversions.between(widest, column, null);
  }
}
