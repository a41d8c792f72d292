package dev.crossfade.mapping;

import dev.crossfade.mapping.conform.Conversion;
import dev.crossfade.mapping.expression.Inversion;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.RowValues;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds source columns from one target column. Immutable and thread-safe.
 *
 * @param inversion of the column's expression
 * @param back from the target column's values to those of the expression's result, as in rows
 * @param reader from there to values of expressions
 * @param fits by position in the source table, what makes a found value one of that column
 * @param keeps whether what is found is what was there
 */
record ColumnInverse(
    Inversion inversion,
    Conversion back,
    UnaryOperator<Object> reader,
    Map<Integer, Conversion> fits,
    Reversibility keeps) {

  ColumnInverse {
    fits = Map.copyOf(fits);
  }

  boolean finds(int sourceColumn) {
    return fits.containsKey(sourceColumn);
  }

  /**
   * Puts row values into the elements of the source columns it finds.
   *
   * @throws dev.crossfade.mapping.value.RowFailure when no row of the source gives this value
   */
  void find(@Nullable Object targetValue, @Nullable Object[] found) {
    inversion.find(targetValue == null ? null : reader.apply(back.convert(targetValue)), found);
    fits.forEach((column, fit) -> found[column] = fitted(found[column], fit));
  }

  private static @Nullable Object fitted(@Nullable Object value, Conversion fit) {
    Object row = RowValues.row(value);
    return row == null ? null : fit.convert(row);
  }
}
