package dev.crossfade.mapping.conform;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.SpecialNumber;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.RowFailure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Conversions between numeric types. */
final class Numbers {

  private Numbers() {}

  static @Nullable Conversion fromInt(LogicalType.Int from, LogicalType to) {
    if (to instanceof LogicalType.Int target) {
      return target.bits() >= from.bits()
          ? Conversion.NONE
          : value -> ranged((Long) value, target.bits());
    }
    if (to instanceof LogicalType.UInt64) {
      return value -> unsigned((Long) value);
    }
    if (to instanceof LogicalType.Decimal target) {
      return value -> fitted(BigDecimal.valueOf((Long) value), target);
    }
    return null;
  }

  static @Nullable Conversion fromUnsigned(LogicalType to) {
    if (to instanceof LogicalType.UInt64) {
      return Conversion.NONE;
    }
    if (to instanceof LogicalType.Int target) {
      return value -> signed((BigInteger) value, target.bits());
    }
    if (to instanceof LogicalType.Decimal target) {
      return value -> fitted(new BigDecimal((BigInteger) value), target);
    }
    return null;
  }

  /** The nearest number of fewer bits is what a float column means; beyond its range is refused. */
  static Conversion floating(int bits) {
    if (bits == 64) {
      return value -> ((Float) value).doubleValue();
    }
    return value -> {
      double number = (Double) value;
      float narrow = (float) number;
      if (Float.isInfinite(narrow) && !Double.isInfinite(number)) {
        throw outOfRange("float32");
      }
      return narrow;
    };
  }

  private static Long ranged(Long value, int bits) {
    long limit = 1L << (bits - 1);
    if (value < -limit || value >= limit) {
      throw outOfRange("int" + bits);
    }
    return value;
  }

  private static BigInteger unsigned(Long value) {
    if (value < 0) {
      throw outOfRange("uint64");
    }
    return BigInteger.valueOf(value);
  }

  private static Long signed(BigInteger value, int bits) {
    if (value.bitLength() >= bits) {
      throw outOfRange("int" + bits);
    }
    return value.longValue();
  }

  /** A decimal with exactly the column's scale; refused when digits would be lost. */
  static Object fitted(Object value, LogicalType.Decimal column) {
    if (!column.constrained()) {
      return value;
    }
    if (value instanceof SpecialNumber special) {
      return special(special);
    }
    BigDecimal number = (BigDecimal) value;
    long integerDigits = number.signum() == 0 ? 0 : (long) number.precision() - number.scale();
    if (integerDigits > column.precision() - column.scale()) {
      throw doesNotFit(column);
    }
    try {
      return number.scale() == column.scale()
          ? number
          : number.setScale(column.scale(), RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      throw doesNotFit(column);
    }
  }

  private static Object special(SpecialNumber special) {
    if (special != SpecialNumber.NAN) {
      throw new RowFailure(
          MappingProblem.SPECIAL_NUMBER, "infinity does not fit a decimal with limited digits");
    }
    return special;
  }

  private static RowFailure doesNotFit(LogicalType.Decimal column) {
    return new RowFailure(
        MappingProblem.DECIMAL_DOES_NOT_FIT,
        "the value has more digits than decimal(%d,%d)"
            .formatted(column.precision(), column.scale()));
  }

  private static RowFailure outOfRange(String type) {
    return new RowFailure(
        MappingProblem.INTEGER_OUT_OF_RANGE, "the value is outside the range of " + type);
  }
}
