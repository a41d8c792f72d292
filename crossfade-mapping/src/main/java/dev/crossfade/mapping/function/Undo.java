package dev.crossfade.mapping.function;

import dev.crossfade.mapping.value.Reversibility;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How an argument of a function is found again from the function's result, so that the function
 * gives that result again. A result that no argument gives may lead to any argument: who undoes,
 * has to do again and compare.
 *
 * @param argument position of the argument
 * @param others what has to be known of the other arguments
 * @param keeps whether the argument found is the one that was there
 * @param body the computation; pure and thread-safe
 */
public record Undo(int argument, Others others, Reversibility keeps, Body body) {

  /** Whether the other arguments matter. */
  public enum Others {
    /** They may be anything. */
    IGNORED,
    /** They have to be the same for every row. */
    CONSTANT
  }

  /** From a result, never null, to the argument. */
  @FunctionalInterface
  public interface Body {

    /**
     * Computes the argument.
     *
     * @param arguments the other arguments where they are constant; the one sought is null
     * @throws dev.crossfade.mapping.value.RowFailure when there is none
     */
    @Nullable Object argument(Object result, @Nullable Object[] arguments);
  }

  /** The result is an argument that gives itself: of functions that change nothing twice. */
  static Undo same(int argument, Others others, Reversibility keeps) {
    return new Undo(argument, others, keeps, (result, arguments) -> result);
  }

  /** Of a function of one argument. */
  static Undo of(Reversibility keeps, UnaryOperator<Object> body) {
    return new Undo(0, Others.IGNORED, keeps, (result, arguments) -> body.apply(result));
  }
}
