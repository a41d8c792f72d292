package dev.crossfade.mapping;

import dev.cel.common.types.CelKind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.CheckSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.mapping.expression.Expression;
import dev.crossfade.mapping.expression.ExpressionCompiler;
import dev.crossfade.mapping.expression.ExpressionRefused;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles conditions: the checks of an entity, and the {@code where} of a mapping. */
final class CheckCompilation {

  private final EntitySpec entity;
  private final String path;
  private final ExpressionCompiler compiler;
  private final Complaints complaints;

  CheckCompilation(
      EntitySpec entity, String path, ExpressionCompiler compiler, Complaints complaints) {
    this.entity = entity;
    this.path = path;
    this.compiler = compiler;
    this.complaints = complaints;
  }

  List<RowCheck> run() {
    List<RowCheck> checks = new ArrayList<>();
    for (int i = 0; i < entity.checks().size(); i++) {
      CheckSpec check = entity.checks().get(i);
      String place = path + "/" + Locations.path("checks", i, "expression");
      Expression condition = condition(check.expression(), place, compiler, complaints);
      if (condition != null) {
        checks.add(new RowCheck(check.name(), condition));
      }
    }
    return checks;
  }

  /** Null, with a complaint, when it is no condition. */
  static @Nullable Expression condition(
      String text, String path, ExpressionCompiler compiler, Complaints complaints) {
    try {
      Expression expression = compiler.compile(text, null);
      if (expression.type().kind() == CelKind.BOOL) {
        return expression;
      }
      complaints.add(
          path,
          Problem.of(
              MappingProblem.RESULT_TYPE,
              "a condition is needed, but the result is " + ValueTypes.name(expression.type()),
              "conditions are true or false",
              "compare with something, for example == or !="));
    } catch (ExpressionRefused e) {
      complaints.add(path, e);
    }
    return null;
  }
}
