package dev.crossfade.mapping;

import dev.cel.common.types.CelKind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.Suggestion;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.mapping.conform.Conversion;
import dev.crossfade.mapping.conform.Conversions;
import dev.crossfade.mapping.expression.Expression;
import dev.crossfade.mapping.expression.ExpressionCompiler;
import dev.crossfade.mapping.expression.ExpressionRefused;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles what a mapping says about the way back; problems go to the collector. */
final class ReverseCompilation {

  private final Map<String, String> reverse;
  private final TableSchema table;
  private final String path;
  private final ExpressionCompiler compiler;
  private final Complaints complaints;

  ReverseCompilation(
      Map<String, String> reverse,
      TableSchema table,
      String path,
      ExpressionCompiler compiler,
      Complaints complaints) {
    this.reverse = reverse;
    this.table = table;
    this.path = path;
    this.compiler = compiler;
    this.complaints = complaints;
  }

  List<Declared> run() {
    List<Declared> declared = new ArrayList<>();
    reverse.forEach(
        (name, text) -> {
          String place = path + "/" + Locations.path("reverse", name);
          int index = table.indexOf(name);
          Problem problem = index < 0 ? unknown(name) : refused(table.columns().get(index));
          if (problem != null) {
            complaints.add(place, problem);
            return;
          }
          Declared column = compile(index, text, place);
          if (column != null) {
            declared.add(column);
          }
        });
    return declared;
  }

  private Problem unknown(String name) {
    return Problem.of(
        MappingProblem.REVERSE_COLUMN,
        "%s has no column '%s'".formatted(table.id(), name),
        "its columns are " + String.join(", ", table.columnNames()),
        Suggestion.of(name, table.columnNames())
            .map(near -> "did you mean " + near + "?")
            .orElse("`reverse` names columns of the source, its expressions those of the target"));
  }

  private @Nullable Problem refused(Column column) {
    if (column.generated()) {
      return Problem.of(
          MappingProblem.REVERSE_COLUMN,
          "column '%s' of %s cannot be written".formatted(column.name(), table.id()),
          "its source computes it",
          "remove it from `reverse`");
    }
    return table.key().contains(column.name())
        ? Problem.of(
            MappingProblem.REVERSE_COLUMN,
            "column '%s' of %s is part of its key".formatted(column.name(), table.id()),
            "a row is found again by what its key became, and by nothing else",
            "remove it from `reverse`")
        : null;
  }

  private @Nullable Declared compile(int index, String text, String place) {
    Column column = table.columns().get(index);
    try {
      Expression expression = compiler.compile(text, column.type());
      if (expression.type().kind() == CelKind.NULL_TYPE) {
        return new Declared(index, expression, Conversion.NONE);
      }
      LogicalType from = ValueTypes.logical(expression.type());
      Conversion conversion = from == null ? null : Conversions.between(from, column.type(), null);
      if (conversion != null) {
        return new Declared(index, expression, conversion);
      }
      complaints.add(
          place,
          from == null
              ? Misfits.of(column, ValueTypes.name(expression.type()), "convert it")
              : Misfits.of(column, from));
    } catch (ExpressionRefused e) {
      complaints.add(place, e);
    }
    return null;
  }
}
