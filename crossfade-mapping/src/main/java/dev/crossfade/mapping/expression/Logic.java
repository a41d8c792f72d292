package dev.crossfade.mapping.expression;

import dev.cel.common.values.NullValue;
import dev.crossfade.mapping.value.RowFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of CEL that do not evaluate all their operands, and list literals. */
final class Logic {

  private Logic() {}

  static @Nullable Node of(String overloadId, List<Node> operands) {
    return switch (overloadId) {
      case "conditional" -> choice(operands.get(0), operands.get(1), operands.get(2));
      case "logical_and" -> row -> decided(operands, row, Boolean.FALSE);
      case "logical_or" -> row -> decided(operands, row, Boolean.TRUE);
      default -> null;
    };
  }

  static Node list(List<Node> elements) {
    return row -> {
      List<Object> values = new ArrayList<>(elements.size());
      for (Node element : elements) {
        Object value = element.value(row);
        values.add(value == null ? NullValue.NULL_VALUE : value);
      }
      return values;
    };
  }

  private static Node choice(Node condition, Node yes, Node no) {
    return row -> (truth(condition.value(row)) ? yes : no).value(row);
  }

  /** As CEL has it: one deciding operand decides, even if the other fails. */
  private static Object decided(List<Node> operands, @Nullable Object[] row, Boolean deciding) {
    RowFailure failure = null;
    for (Node operand : operands) {
      try {
        if (deciding.equals(truth(operand.value(row)))) {
          return deciding;
        }
      } catch (RowFailure e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return !deciding;
  }

  private static boolean truth(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw Operators.nullOperand();
  }
}
