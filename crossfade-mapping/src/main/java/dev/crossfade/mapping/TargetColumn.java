package dev.crossfade.mapping;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.mapping.bytecode.Code;
import dev.crossfade.mapping.bytecode.RowCodeWriter;
import dev.crossfade.mapping.conform.Conversion;
import dev.crossfade.mapping.expression.Expression;
import dev.crossfade.mapping.key.Origin;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.RowFailure;
import dev.crossfade.mapping.value.RowValues;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How one element of the target row is computed. Immutable and thread-safe. */
final class TargetColumn {

  /** Says that the value needs the whole source row. */
  static final Object RESELECT = new Object();

  private final Column column;
  private final @Nullable Expression expression;
  private final int direct;
  private final int[] sources;
  private final UnaryOperator<Object> writer;
  private final Conversion conversion;
  private final @Nullable ColumnInverse inverse;
  private final Origin origin;

  private TargetColumn(
      Column column,
      @Nullable Expression expression,
      int direct,
      int[] sources,
      UnaryOperator<Object> writer,
      Conversion conversion,
      @Nullable ColumnInverse inverse,
      Origin origin) {
    this.column = column;
    this.expression = expression;
    this.direct = direct;
    this.sources = sources;
    this.writer = writer;
    this.conversion = conversion;
    this.inverse = inverse;
    this.origin = origin;
  }

  static TargetColumn copy(
      Column column,
      int source,
      Conversion conversion,
      @Nullable ColumnInverse inverse,
      Origin origin) {
    return new TargetColumn(
        column, null, source, new int[] {source}, RowValues.AS_IT_IS, conversion, inverse, origin);
  }

  static TargetColumn computed(
      Column column,
      Expression expression,
      LogicalType type,
      Conversion conversion,
      @Nullable ColumnInverse inverse,
      Origin origin) {
    return new TargetColumn(
        column,
        expression,
        -1,
        expression.columns(),
        RowValues.writer(type),
        conversion,
        inverse,
        origin);
  }

  static TargetColumn alwaysNull(Column column) {
    Origin origin = new Origin.Folded("NULL has nothing of a row");
    return new TargetColumn(
        column, null, -1, new int[0], RowValues.AS_IT_IS, Conversion.NONE, null, origin);
  }

  /** The same by CEL's interpreter. */
  TargetColumn interpreted() {
    return expression == null
        ? this
        : new TargetColumn(
            column,
            expression.asInterpreted(),
            direct,
            sources,
            writer,
            conversion,
            inverse,
            origin);
  }

  Column column() {
    return column;
  }

  int[] sources() {
    return sources;
  }

  boolean reads(int source) {
    return Arrays.stream(sources).anyMatch(each -> each == source);
  }

  RowCodeWriter.OrNull orNull() {
    return column.nullable() ? RowCodeWriter.OrNull.ALLOWED : RowCodeWriter.OrNull.NEVER;
  }

  boolean directCopy() {
    return direct >= 0;
  }

  Reversibility reversibility() {
    return inverse == null ? Reversibility.ONE_WAY : inverse.keeps();
  }

  /** The way back; null when nothing of a source row can be found from it. */
  @Nullable ColumnInverse inverse() {
    return inverse;
  }

  /** What it says about the columns it reads, if they are NOT NULL. */
  Origin origin() {
    return origin;
  }

  Set<String> taxonomies() {
    return expression == null ? Set.of() : expression.taxonomies();
  }

  /**
   * The value, {@link Unavailable#VALUE} or {@link #RESELECT}.
   *
   * @throws RowFailure to refuse the row
   */
  @Nullable Object value(@Nullable Object[] row) {
    for (int source : sources) {
      if (row[source] == Unavailable.VALUE) {
        return sources.length == 1 ? Unavailable.VALUE : RESELECT;
      }
    }
    Object value = raw(row);
    if (value != null) {
      return conversion.convert(value);
    }
    if (!column.nullable()) {
      throw new RowFailure(MappingProblem.NULL_VALUE, "NULL in a column that is NOT NULL");
    }
    return null;
  }

  private @Nullable Object raw(@Nullable Object[] row) {
    if (direct >= 0) {
      return row[direct];
    }
    Object value = expression == null ? null : expression.value(row);
    return value == null ? null : writer.apply(value);
  }

  /** Writes code that pushes the value for a row whose {@link #sources()} are all there. */
  void emit(Code code) {
    if (direct >= 0) {
      code.element(0, direct);
    } else if (expression == null) {
      code.constant(null);
    } else {
      expression.emit(code);
    }
    if (!writer.equals(RowValues.AS_IT_IS)) {
      code.read(writer);
    }
    if (!conversion.equals(Conversion.NONE)) {
      code.convert(conversion);
    }
  }
}
