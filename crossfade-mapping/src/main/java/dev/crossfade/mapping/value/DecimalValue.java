package dev.crossfade.mapping.value;

import dev.crossfade.core.schema.SpecialNumber;
import dev.crossfade.mapping.problem.MappingProblem;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A decimal inside an expression. Equality is numeric: 1.0 equals 1.00. Arithmetic is exact, except
 * division, which keeps 34 digits and rounds half even.
 */
public final class DecimalValue implements Comparable<DecimalValue> {

  private static final int MOST_DIGITS = 2_000;

  private final @Nullable BigDecimal number;
  private final @Nullable SpecialNumber special;

  private DecimalValue(@Nullable BigDecimal number, @Nullable SpecialNumber special) {
    this.number = number;
    this.special = special;
  }

  public static DecimalValue of(BigDecimal number) {
    return new DecimalValue(number, null);
  }

  /** From a row's value: {@link BigDecimal} or {@link SpecialNumber}. */
  public static DecimalValue ofRow(Object value) {
    return value instanceof BigDecimal number
        ? of(number)
        : new DecimalValue(null, (SpecialNumber) value);
  }

  /** From text such as {@code -12.50}; null when it is not a number or absurdly long. */
  public static @Nullable DecimalValue parse(String text) {
    BigDecimal plain = ShortDecimals.parse(text);
    if (plain != null) {
      return of(plain);
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > MOST_DIGITS ? null : of(number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The row's form. */
  public Object row() {
    return number != null ? number : special();
  }

  /** The number, refusing NaN and infinities. */
  public BigDecimal number() {
    if (number == null) {
      throw new RowFailure(
          MappingProblem.SPECIAL_NUMBER, "arithmetic on NaN or infinity is not defined");
    }
    return number;
  }

  private SpecialNumber special() {
    return special == null ? SpecialNumber.NAN : special;
  }

  public DecimalValue plus(DecimalValue other) {
    return bounded(number().add(other.number()));
  }

  public DecimalValue minus(DecimalValue other) {
    return bounded(number().subtract(other.number()));
  }

  public DecimalValue times(DecimalValue other) {
    return bounded(number().multiply(other.number()));
  }

  public DecimalValue dividedBy(DecimalValue other) {
    if (other.number().signum() == 0) {
      throw new RowFailure(MappingProblem.DIVISION_BY_ZERO, "division by zero");
    }
    return of(number().divide(other.number(), MathContext.DECIMAL128));
  }

  public DecimalValue negated() {
    return of(number().negate());
  }

  public DecimalValue rounded(int scale) {
    return of(number().setScale(scale, RoundingMode.HALF_EVEN));
  }

  private static DecimalValue bounded(BigDecimal result) {
    if (result.precision() > MOST_DIGITS || Math.abs((long) result.scale()) > MOST_DIGITS) {
      throw new RowFailure(
          MappingProblem.TOO_MUCH_WORK, "a decimal grew beyond " + MOST_DIGITS + " digits");
    }
    return of(result);
  }

  /** NaN and infinities sort as in PostgreSQL: -Infinity, numbers, Infinity, NaN. */
  @Override
  public int compareTo(DecimalValue other) {
    if (number != null && other.number != null) {
      return number.compareTo(other.number);
    }
    return Integer.compare(rank(), other.rank());
  }

  private int rank() {
    if (number != null) {
      return 0;
    }
    return switch (special()) {
      case NEGATIVE_INFINITY -> -1;
      case INFINITY -> 1;
      case NAN -> 2;
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DecimalValue value && compareTo(value) == 0;
  }

  @Override
  public int hashCode() {
    return number == null ? special().hashCode() : number.stripTrailingZeros().hashCode();
  }

  /** Plain digits without exponent. */
  @Override
  public String toString() {
    return number == null ? special().toString() : number.toPlainString();
  }
}
