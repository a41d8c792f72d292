package dev.crossfade.mapping.value;

import dev.crossfade.mapping.problem.MappingProblem;
import java.math.BigInteger;

/**
 * A whole number in [0, 2^64) inside an expression.
 *
 * @param number the value
 */
public record UInt64Value(BigInteger number) implements Comparable<UInt64Value> {

  /** Refuses what is outside the range. */
  public static UInt64Value checked(BigInteger number) {
    if (number.signum() < 0 || number.bitLength() > 64) {
      throw new RowFailure(MappingProblem.INTEGER_OUT_OF_RANGE, "the result is outside uint64");
    }
    return new UInt64Value(number);
  }

  @Override
  public int compareTo(UInt64Value other) {
    return number.compareTo(other.number);
  }

  @Override
  public String toString() {
    return number.toString();
  }
}
