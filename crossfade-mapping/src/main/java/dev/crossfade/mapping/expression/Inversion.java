package dev.crossfade.mapping.expression;

import dev.crossfade.mapping.function.Undo;
import dev.crossfade.mapping.key.Splitter;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.RowFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the columns an expression reads from its result. What is found need not give that result
 * where no row does: whoever inverts evaluates again and compares. Immutable and thread-safe.
 */
public sealed interface Inversion {

  /** Whether what it finds is what was there. */
  Reversibility keeps();

  /** Positions of the columns it finds. */
  int[] columns();

  /**
   * Puts each column's value, as it is in expressions, into the element of its position.
   *
   * @throws dev.crossfade.mapping.value.RowFailure when no row gives this result
   */
  void find(@Nullable Object result, @Nullable Object[] found);

  /** The expression is a column. */
  record Column(int index) implements Inversion {
    @Override
    public Reversibility keeps() {
      return Reversibility.INVERTIBLE;
    }

    @Override
    public int[] columns() {
      return new int[] {index};
    }

    @Override
    public void find(@Nullable Object result, @Nullable Object[] found) {
      found[index] = result;
    }
  }

  /** A function of one inner expression and of constants. */
  record Undone(Undo undo, List<@Nullable Object> constants, Inversion inner) implements Inversion {
    @Override
    public Reversibility keeps() {
      return worse(undo.keeps(), inner.keeps());
    }

    @Override
    public int[] columns() {
      return inner.columns();
    }

    @Override
    public void find(@Nullable Object result, @Nullable Object[] found) {
      inner.find(result == null ? null : undo.body().argument(result, constants.toArray()), found);
    }
  }

  /** A column of few values, each tried beforehand; results that none gives are not there. */
  record Listed(int index, Reversibility keeps, Map<@Nullable Object, @Nullable Object> arguments)
      implements Inversion {

    /** What each value of the column gives; of several that give the same the first counts. */
    public static Listed of(
        int index, Expression expression, int columns, List<? extends @Nullable Object> values) {
      Map<@Nullable Object, @Nullable Object> arguments = new HashMap<>();
      Reversibility keeps = Reversibility.INVERTIBLE;
      for (Object value : values) {
        @Nullable Object[] row = new @Nullable Object[columns];
        row[index] = value;
        try {
          Object result = expression.value(row);
          if (arguments.containsKey(result)) {
            keeps = Reversibility.LOSSY;
          } else {
            arguments.put(result, value);
          }
        } catch (RowFailure refused) {
          continue;
        }
      }
      return new Listed(index, keeps, arguments);
    }

    @Override
    public int[] columns() {
      return new int[] {index};
    }

    @Override
    public void find(@Nullable Object result, @Nullable Object[] found) {
      if (!arguments.containsKey(result)) {
        throw new RowFailure(
            MappingProblem.NOT_RESTORED, "no value that the source's column can have gives this");
      }
      found[index] = arguments.get(result);
    }
  }

  /** Text joined from several; literals have no inner expression. */
  record Joined(Splitter splitter, List<@Nullable Inversion> pieces) implements Inversion {
    @Override
    public Reversibility keeps() {
      return pieces.stream()
          .flatMap(Stream::ofNullable)
          .map(Inversion::keeps)
          .reduce(Reversibility.INVERTIBLE, Inversion::worse);
    }

    @Override
    public int[] columns() {
      return pieces.stream()
          .flatMap(Stream::ofNullable)
          .flatMapToInt(piece -> IntStream.of(piece.columns()))
          .toArray();
    }

    @Override
    public void find(@Nullable Object result, @Nullable Object[] found) {
      if (result == null) {
        throw Operators.nullOperand();
      }
      String[] texts = splitter.split((String) result);
      for (int i = 0; i < texts.length; i++) {
        Inversion piece = pieces.get(i);
        if (piece != null) {
          piece.find(texts[i], found);
        }
      }
    }
  }

  private static Reversibility worse(Reversibility one, Reversibility other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
