package dev.crossfade.mapping.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.RowFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evaluates by CEL's own interpreter: everything CEL can, at microseconds per operation. */
final class Interpreter {

  private Interpreter() {}

  static Node of(CelRuntime runtime, CelAbstractSyntaxTree tree, Variables variables) {
    CelRuntime.Program program;
    try {
      program = runtime.createProgram(tree);
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("a checked expression has to be executable", e);
    }
    return new Node.Foreign(row -> evaluate(program, variables, row));
  }

  private static @Nullable Object evaluate(
      CelRuntime.Program program, Variables variables, @Nullable Object[] row) {
    try {
      Object result = program.eval(name -> find(variables, row, name));
      return result instanceof NullValue ? null : result;
    } catch (CelEvaluationException e) {
      throw failure(e);
    }
  }

  private static Optional<Object> find(Variables variables, @Nullable Object[] row, String name) {
    int index = Variables.index(name);
    if (index < 0) {
      return Optional.empty();
    }
    Object value = row[index];
    return Optional.of(value == null ? NullValue.NULL_VALUE : variables.reader(index).apply(value));
  }

  /** CEL's own messages hold the values; they are not passed on. */
  private static RowFailure failure(CelEvaluationException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof RowFailure failure) {
        return failure;
      }
    }
    if (String.valueOf(e.getMessage()).contains("expected boolean value, found: NULL")) {
      return Operators.nullOperand();
    }
    CelErrorCode code = e.getErrorCode();
    return switch (code) {
      case DIVIDE_BY_ZERO -> new RowFailure(MappingProblem.DIVISION_BY_ZERO, "division by zero");
      case OVERLOAD_NOT_FOUND -> Operators.nullOperand();
      case NUMERIC_OVERFLOW ->
          new RowFailure(MappingProblem.INTEGER_OUT_OF_RANGE, "the result is outside int64");
      case ITERATION_BUDGET_EXCEEDED ->
          new RowFailure(MappingProblem.TOO_MUCH_WORK, "a list is too long to go through");
      default ->
          new RowFailure(
              MappingProblem.EXPRESSION_FAILED, "the expression failed with CEL's " + code);
    };
  }
}
