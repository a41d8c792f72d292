package dev.crossfade.mapping.expression;

import dev.cel.common.values.NullValue;
import dev.crossfade.mapping.function.Overload;
import dev.crossfade.mapping.value.RowFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an expression, ready to compute: evaluated here, turned into bytecode by {@link
 * NodeEmitter}. Immutable and thread-safe.
 */
sealed interface Node {

  /**
   * The value for a row, null for NULL.
   *
   * @throws RowFailure to refuse the row
   */
  @Nullable Object value(@Nullable Object[] row);

  /** How many pieces it is made of. */
  int size();

  /** Always the same. */
  record Constant(@Nullable Object result) implements Node {
    @Override
    public @Nullable Object value(@Nullable Object[] row) {
      return result;
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /** A column of the row, read as its type is in expressions. */
  record Column(int index, UnaryOperator<Object> reader) implements Node {
    @Override
    public @Nullable Object value(@Nullable Object[] row) {
      Object value = row[index];
      return value == null ? null : reader.apply(value);
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /** A function or an operator that needs all its operands. */
  record Call(Overload.Body body, List<Node> operands) implements Node {
    @Override
    public @Nullable Object value(@Nullable Object[] row) {
      @Nullable Object[] values = new @Nullable Object[operands.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = operands.get(i).value(row);
      }
      return body.apply(values);
    }

    @Override
    public int size() {
      return Node.size(operands);
    }
  }

  /** One of two. */
  record Choice(Node condition, Node yes, Node no) implements Node {
    @Override
    public @Nullable Object value(@Nullable Object[] row) {
      return (Operators.truth(condition.value(row)) ? yes : no).value(row);
    }

    @Override
    public int size() {
      return Node.size(List.of(condition, yes, no));
    }
  }

  /** And, or; as CEL has it: one deciding operand decides, even if the other fails. */
  record Decision(boolean deciding, List<Node> operands) implements Node {
    @Override
    public Object value(@Nullable Object[] row) {
      RowFailure failure = null;
      for (Node operand : operands) {
        try {
          if (deciding == Operators.truth(operand.value(row))) {
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

    @Override
    public int size() {
      return Node.size(operands);
    }
  }

  /** A list written out. */
  record Listing(List<Node> elements) implements Node {
    @Override
    public Object value(@Nullable Object[] row) {
      List<Object> values = new ArrayList<>(elements.size());
      for (Node element : elements) {
        Object value = element.value(row);
        values.add(value == null ? NullValue.NULL_VALUE : value);
      }
      return values;
    }

    @Override
    public int size() {
      return Node.size(elements);
    }
  }

  /** A whole expression left to another evaluator. */
  record Foreign(Overload.Body evaluator) implements Node {
    @Override
    public @Nullable Object value(@Nullable Object[] row) {
      return evaluator.apply(row);
    }

    @Override
    public int size() {
      return 1;
    }
  }

  private static int size(List<Node> parts) {
    return 1 + parts.stream().mapToInt(Node::size).sum();
  }
}
