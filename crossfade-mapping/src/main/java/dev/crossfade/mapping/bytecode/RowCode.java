package dev.crossfade.mapping.bytecode;

import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.RowFailure;
import org.jspecify.annotations.Nullable;

/**
 * What is generated for a mapping: fast answers for plain rows, and "ask in general" for all others
 * (a value is missing or unreadable, a function refuses, a check fails). The general evaluation
 * decides about those, so generated code never words a refusal. Thread-safe.
 */
public abstract class RowCode {

  /** Answers nothing: the general evaluation does all the work. */
  public static final RowCode NONE = new RowCode() {};

  /** Instead of the value of a column that has to be computed in general. */
  public static final Object GENERAL = new Object();

  /** For generated classes. */
  protected RowCode() {}

  /**
   * Computes target columns from {@code from} on.
   *
   * @return the first column that has to be computed in general, or the number of columns
   */
  public int fill(@Nullable Object[] source, @Nullable Object[] target, int from) {
    return from;
  }

  /**
   * The value of the condition, for a source row whose values it reads are all there.
   *
   * @throws RowFailure to have it evaluated in general
   */
  public @Nullable Object where(@Nullable Object[] source) {
    throw new RowFailure(MappingProblem.EXPRESSION_FAILED, "no condition was generated");
  }

  /**
   * Whether all checks are fulfilled; false also means that they have to be made in general.
   *
   * @throws RowFailure to have them made in general
   */
  public boolean passes(@Nullable Object[] target) {
    return false;
  }

  /** Whether a value is one; called by generated code. */
  public static boolean plain(@Nullable Object value) {
    return !(value instanceof Unreadable) && value != Unavailable.VALUE;
  }

  /**
   * What a column made of one value is when that value is not plain: not there either, or to be
   * computed in general; called by generated code.
   */
  public static Object absent(@Nullable Object value) {
    return value == Unavailable.VALUE ? Unavailable.VALUE : GENERAL;
  }

  /** The truth of a condition; called by generated code. */
  public static boolean truth(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw new RowFailure(MappingProblem.NULL_OPERAND, "a condition is NULL");
  }
}
