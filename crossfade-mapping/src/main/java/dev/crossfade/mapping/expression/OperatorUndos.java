package dev.crossfade.mapping.expression;

import static dev.crossfade.mapping.value.ValueTypes.DATE;
import static dev.crossfade.mapping.value.ValueTypes.DECIMAL;

import dev.cel.common.types.CelType;
import dev.crossfade.mapping.function.Overload;
import dev.crossfade.mapping.function.Undo;
import dev.crossfade.mapping.value.DecimalValue;
import dev.crossfade.mapping.value.Reversibility;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an operand of our operators is found from the result and the other operand. */
final class OperatorUndos {

  private OperatorUndos() {}

  static List<Undo> of(String operator, List<CelType> operands) {
    if (operands.get(0).equals(DATE) && operands.size() == 2 && !operands.get(1).equals(DATE)) {
      return days(operator);
    }
    return Stream.of(operand(operator, operands, 0), operand(operator, operands, 1))
        .flatMap(Stream::ofNullable)
        .toList();
  }

  private static List<Undo> days(String operator) {
    int sign = operator.equals("_+_") ? -1 : 1;
    return List.of(
        undo(0, Reversibility.INVERTIBLE, (day, a) -> Operators.day(day, (Long) a[1], sign)));
  }

  private static @Nullable Undo operand(String operator, List<CelType> operands, int sought) {
    if (sought >= operands.size() || !operands.get(sought).equals(DECIMAL)) {
      return null;
    }
    return operands.size() == 1 ? negated(operator) : decimal(operator, sought);
  }

  private static @Nullable Undo negated(String operator) {
    return operator.equals("-_")
        ? undo(0, Reversibility.INVERTIBLE, (result, a) -> Operators.decimal(result).negated())
        : null;
  }

  private static @Nullable Undo decimal(String operator, int sought) {
    return switch (operator) {
      case "_+_" -> exact(sought, DecimalValue::minus);
      case "_-_" ->
          exact(sought, sought == 0 ? DecimalValue::plus : (result, left) -> left.minus(result));
      case "_*_" -> loose(sought, DecimalValue::dividedBy);
      case "_/_" -> sought == 0 ? loose(sought, DecimalValue::times) : null;
      default -> null;
    };
  }

  private static Undo exact(int sought, BinaryOperator<DecimalValue> body) {
    return undo(sought, Reversibility.INVERTIBLE, both(sought, body));
  }

  /** Quotients are rounded, and zero times anything is zero. */
  private static Undo loose(int sought, BinaryOperator<DecimalValue> body) {
    return undo(sought, Reversibility.LOSSY, both(sought, body));
  }

  private static Undo.Body both(int sought, BinaryOperator<DecimalValue> body) {
    return (result, a) -> body.apply(Operators.decimal(result), Operators.decimal(a[1 - sought]));
  }

  private static Undo undo(int sought, Reversibility keeps, Undo.Body body) {
    return new Undo(sought, Undo.Others.CONSTANT, keeps, body);
  }

  /** The overload with what can be undone of it. */
  static Overload added(String operator, Overload overload) {
    Overload all = overload;
    for (Undo undo : of(operator, overload.parameters())) {
      all = all.undone(undo);
    }
    return all;
  }
}
