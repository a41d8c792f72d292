package dev.crossfade.mapping;

import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.mapping.conform.Conversion;
import dev.crossfade.mapping.expression.Expression;
import dev.crossfade.mapping.value.RowValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a specification says a source column gets on the way back.
 *
 * @param column position in the source table
 * @param expression over the target row
 * @param conversion from its result to the source column's type
 */
record Declared(int column, Expression expression, Conversion conversion) {

  boolean reads(int targetColumn) {
    return Arrays.stream(expression.columns()).anyMatch(each -> each == targetColumn);
  }

  /**
   * The value; {@link Unavailable#VALUE} where the log did not carry what it needs.
   *
   * @throws dev.crossfade.mapping.value.RowFailure when there is none
   */
  @Nullable Object value(@Nullable Object[] targetRow) {
    for (int column : expression.columns()) {
      if (targetRow[column] == Unavailable.VALUE) {
        return Unavailable.VALUE;
      }
    }
    Object row = RowValues.row(expression.value(targetRow));
    return row == null ? null : conversion.convert(row);
  }
}
