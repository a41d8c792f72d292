package dev.crossfade.mapping;

import dev.cel.common.types.CelKind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.Suggestion;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ColumnRule;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.mapping.conform.Conversion;
import dev.crossfade.mapping.conform.Conversions;
import dev.crossfade.mapping.expression.Expression;
import dev.crossfade.mapping.expression.ExpressionCompiler;
import dev.crossfade.mapping.expression.ExpressionRefused;
import dev.crossfade.mapping.expression.Inversion;
import dev.crossfade.mapping.key.Origin;
import dev.crossfade.mapping.problem.GeneratedColumns;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles one mapping; problems go to the collector. */
final class MappingCompilation {

  private final MappingSpec mapping;
  private final TableSchema shape;
  private final TableSchema table;
  private final @Nullable String zone;
  private final String path;
  private final ExpressionCompiler compiler;
  private final Complaints complaints;
  private final ColumnInverses inverses;

  MappingCompilation(
      MappingSpec mapping,
      TableSchema shape,
      TableSchema table,
      @Nullable String zone,
      String path,
      ExpressionCompiler compiler,
      Complaints complaints) {
    this.mapping = mapping;
    this.shape = shape;
    this.table = table;
    this.zone = zone;
    this.path = path;
    this.compiler = compiler;
    this.complaints = complaints;
    this.inverses = new ColumnInverses(table, zone);
  }

  @Nullable Expression where() {
    String where = mapping.where();
    return where == null
        ? null
        : CheckCompilation.condition(where, path + "/where", compiler, complaints);
  }

  /** One per target column; shorter when there were problems. */
  List<TargetColumn> columns() {
    List<TargetColumn> columns = new ArrayList<>();
    for (Column column : shape.columns()) {
      String place = path + "/" + Locations.path("map", column.name());
      TargetColumn compiled = column(column, mapping.rules().get(column.name()), place);
      if (compiled != null && keyFromKey(column, compiled, place)) {
        columns.add(compiled);
      }
    }
    return columns;
  }

  private @Nullable TargetColumn column(Column column, @Nullable ColumnRule rule, String place) {
    if (rule == null) {
      throw new IllegalArgumentException("no rule for column " + column.name());
    }
    if (rule instanceof ColumnRule.Null) {
      return column.nullable() ? TargetColumn.alwaysNull(column) : nullForNotNull(column, place);
    }
    if (rule instanceof ColumnRule.SourceColumn source) {
      return named(column, source.name(), place + "/column");
    }
    return computed(column, ((ColumnRule.Expression) rule).text(), place);
  }

  private @Nullable TargetColumn nullForNotNull(Column column, String place) {
    complaints.add(
        place,
        Problem.of(
            MappingProblem.NULL_FOR_NOT_NULL,
            "column '%s' is NOT NULL but mapped to null".formatted(column.name()),
            "every row would be refused",
            "map it to a value, or declare it nullable"));
    return null;
  }

  private @Nullable TargetColumn named(Column column, String source, String place) {
    int index = table.indexOf(source);
    if (index >= 0 && table.columns().get(index).generated()) {
      complaints.add(place, GeneratedColumns.problem(table, source));
      return null;
    }
    if (index >= 0) {
      return copy(column, index, place);
    }
    complaints.add(
        place,
        Problem.of(
            MappingProblem.UNKNOWN_COLUMN,
            "%s has no column '%s'".formatted(table.id(), source),
            "its columns are " + String.join(", ", table.columnNames()),
            Suggestion.of(source, table.columnNames())
                .map(near -> "did you mean " + near + "?")
                .orElse("use one of its columns")));
    return null;
  }

  private @Nullable TargetColumn copy(Column column, int index, String place) {
    LogicalType from = table.columns().get(index).type();
    Conversion conversion = Conversions.between(from, column.type(), zone);
    if (conversion == null) {
      complaints.add(place, Misfits.of(column, from));
      return null;
    }
    Origin origin = KeyOrigins.copied(index, from, column.type(), zone);
    ColumnInverse inverse = inverses.of(new Inversion.Column(index), from, column.type());
    return TargetColumn.copy(column, index, conversion, inverse, origin);
  }

  private @Nullable TargetColumn computed(Column column, String text, String place) {
    try {
      Expression expression = compiler.compile(text, column.type());
      if (expression.directColumn() >= 0) {
        return copy(column, expression.directColumn(), place);
      }
      return expression.type().kind() == CelKind.NULL_TYPE
          ? column(column, new ColumnRule.Null(), place)
          : fitted(column, expression, place);
    } catch (ExpressionRefused e) {
      complaints.add(place, e);
      return null;
    }
  }

  private @Nullable TargetColumn fitted(Column column, Expression expression, String place) {
    LogicalType from = ValueTypes.logical(expression.type());
    Conversion conversion = from == null ? null : Conversions.between(from, column.type(), zone);
    if (from == null || conversion == null) {
      complaints.add(
          place,
          from == null
              ? Misfits.of(column, ValueTypes.name(expression.type()), "convert it")
              : Misfits.of(column, from));
      return null;
    }
    Origin origin = KeyOrigins.computed(expression, from, column.type(), conversion, zone);
    ColumnInverse inverse = inverses.of(expression, from, column.type());
    return TargetColumn.computed(column, expression, from, conversion, inverse, origin);
  }

  private boolean keyFromKey(Column column, TargetColumn compiled, String place) {
    if (!shape.key().contains(column.name())) {
      return true;
    }
    for (int source : compiled.sources()) {
      String name = table.columns().get(source).name();
      if (!table.key().contains(name)) {
        complaints.add(place, Misfits.keyFromData(column, name, table));
        return false;
      }
    }
    return true;
  }
}
