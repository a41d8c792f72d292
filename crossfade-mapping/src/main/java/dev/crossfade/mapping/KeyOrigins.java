package dev.crossfade.mapping;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.mapping.conform.Conversion;
import dev.crossfade.mapping.conform.Folding;
import dev.crossfade.mapping.expression.Expression;
import dev.crossfade.mapping.key.Letters;
import dev.crossfade.mapping.key.Origin;
import dev.crossfade.mapping.value.RowFailure;
import dev.crossfade.mapping.value.RowValues;
import org.jspecify.annotations.Nullable;

/** What a column's value says about its source, with the conversion to the column's type. */
final class KeyOrigins {

  private static final Origin CONSTANT = new Origin.Folded("it is the same for every row");

  private KeyOrigins() {}

  static Origin copied(int source, LogicalType from, LogicalType to, @Nullable String zone) {
    return converted(Origin.Kept.of(source, Letters.ANY), from, to, zone);
  }

  static Origin computed(
      Expression expression,
      LogicalType from,
      LogicalType to,
      Conversion conversion,
      @Nullable String zone) {
    return expression.columns().length == 0
        ? constant(expression, to, conversion)
        : converted(expression.origin(), from, to, zone);
  }

  private static Origin converted(
      Origin origin, LogicalType from, LogicalType to, @Nullable String zone) {
    String folding = Folding.of(from, to, zone);
    return folding == null || origin instanceof Origin.Folded ? origin : new Origin.Folded(folding);
  }

  private static Origin constant(Expression expression, LogicalType to, Conversion conversion) {
    try {
      Object value = RowValues.row(expression.value(new @Nullable Object[0]));
      return value == null || !comparable(to)
          ? CONSTANT
          : new Origin.Fixed(conversion.convert(value));
    } catch (RowFailure e) {
      return CONSTANT;
    }
  }

  /** Whether Java's values of the type differ exactly where those of the target do. */
  private static boolean comparable(LogicalType type) {
    return !(type instanceof LogicalType.Json)
        && !(type instanceof LogicalType.Array)
        && !(type instanceof LogicalType.Interval)
        && !(type instanceof LogicalType.Floating);
  }
}
