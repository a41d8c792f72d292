package dev.crossfade.mapping.function;

import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.DecimalValue;
import dev.crossfade.mapping.value.RowFailure;
import dev.crossfade.mapping.value.UInt64Value;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Exact readings of numbers. */
final class Numbers {

  static final DecimalValue ZERO = DecimalValue.of(BigDecimal.ZERO);

  private static final int MOST_SCALE = 1_000;

  private Numbers() {}

  static DecimalValue decimal(String text) {
    DecimalValue value = DecimalValue.parse(text.strip());
    if (value == null) {
      throw Failures.notUnderstood("decimal", "a decimal number");
    }
    return value;
  }

  static DecimalValue decimal(double value) {
    if (!Double.isFinite(value)) {
      throw new RowFailure(MappingProblem.SPECIAL_NUMBER, "NaN or infinity has no decimal");
    }
    return DecimalValue.of(new BigDecimal(Double.toString(value)));
  }

  static DecimalValue decimal(UInt64Value value) {
    return DecimalValue.of(new BigDecimal(value.number()));
  }

  static long toInt(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw Failures.notUnderstood("toInt", "a whole number");
    }
  }

  static long exact(BigDecimal value) {
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw Failures.notUnderstood("toInt", "a whole number");
    }
  }

  static UInt64Value exactUnsigned(BigDecimal value) {
    try {
      return UInt64Value.checked(value.toBigIntegerExact());
    } catch (ArithmeticException e) {
      throw Failures.notUnderstood("uint64", "a whole number");
    }
  }

  static UInt64Value uint64(String text) {
    try {
      return UInt64Value.checked(new BigInteger(text.strip()));
    } catch (NumberFormatException e) {
      throw Failures.notUnderstood("uint64", "a whole number");
    }
  }

  static long abs(long value) {
    if (value == Long.MIN_VALUE) {
      throw new RowFailure(MappingProblem.INTEGER_OUT_OF_RANGE, "the result is outside int64");
    }
    return Math.abs(value);
  }

  static int scale(long digits) {
    if (digits < 0 || digits > MOST_SCALE) {
      throw Failures.notUnderstood("round", "a number of digits from 0 to " + MOST_SCALE);
    }
    return (int) digits;
  }
}
