package dev.crossfade.jdbc.binary;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.SpecialNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** PostgreSQL's numeric: groups of four decimal digits around the decimal point. */
final class NumericEncoder implements ValueEncoder {

  private static final int POSITIVE = 0x0000;
  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int PLUS_INFINITY = 0xD000;
  private static final int MINUS_INFINITY = 0xF000;
  private static final int MAX_SCALE = 16_383;
  private static final int MAX_INTEGER_DIGITS = 131_072;
  private static final long[] POWERS = {1, 10, 100, 1_000};

  private final int precision;
  private final int scale;
  private int[] groups = new int[8];

  NumericEncoder(LogicalType.Decimal type) {
    this.precision = type.precision();
    this.scale = type.scale();
  }

  @Override
  public void encode(CopyBuffer out, Object value) {
    if (value instanceof SpecialNumber special) {
      special(out, special);
      return;
    }
    BigDecimal number =
        value instanceof BigInteger integer ? new BigDecimal(integer) : (BigDecimal) value;
    digits(out, precision > 0 ? conformed(number) : unconstrained(number));
  }

  private void special(CopyBuffer out, SpecialNumber value) {
    if (precision > 0 && value != SpecialNumber.NAN) {
      throw ValueRefusedException.outOfRange(name());
    }
    int sign =
        switch (value) {
          case NAN -> NAN;
          case INFINITY -> PLUS_INFINITY;
          case NEGATIVE_INFINITY -> MINUS_INFINITY;
        };
    header(out, 0, 0, sign, 0);
  }

  /** The same number with the column's scale; never rounded. */
  private BigDecimal conformed(BigDecimal number) {
    BigDecimal same = number;
    if (number.scale() != scale) {
      try {
        same = number.setScale(scale, RoundingMode.UNNECESSARY);
      } catch (ArithmeticException e) {
        throw ValueRefusedException.outOfRange(name());
      }
    }
    if (same.precision() > precision && same.signum() != 0) {
      throw ValueRefusedException.outOfRange(name());
    }
    return scale >= 0 ? same : same.setScale(0);
  }

  private static BigDecimal unconstrained(BigDecimal number) {
    boolean tooWide = (long) number.precision() - number.scale() > MAX_INTEGER_DIGITS;
    if (number.scale() > MAX_SCALE || (tooWide && number.signum() != 0)) {
      throw ValueRefusedException.outOfRange("numeric");
    }
    return number.scale() >= 0 ? number : number.setScale(0);
  }

  private String name() {
    return "numeric(" + precision + "," + scale + ")";
  }

  /** The number's scale is not negative. */
  private void digits(CopyBuffer out, BigDecimal number) {
    int padding = (4 - (number.scale() & 3)) & 3;
    int count = split(number.unscaledValue().abs(), padding);
    int fraction = (number.scale() + padding) / 4;
    int last = 0;
    while (last < count && groups[last] == 0) {
      last++;
    }
    if (last == count) {
      header(out, 0, 0, POSITIVE, number.scale());
      return;
    }
    int sign = number.signum() < 0 ? NEGATIVE : POSITIVE;
    header(out, count - last, count - fraction - 1, sign, number.scale());
    for (int i = count - 1; i >= last; i--) {
      out.putShort(groups[i]);
    }
  }

  private static void header(CopyBuffer out, int count, int weight, int sign, int scale) {
    out.putShort(count);
    out.putShort(weight);
    out.putShort(sign);
    out.putShort(scale);
  }

  /** Fills the groups, lowest first and without leading zeros, and returns their number. */
  private int split(BigInteger unscaled, int padding) {
    if (unscaled.bitLength() <= 53) {
      return split(unscaled.longValue() * POWERS[padding]);
    }
    String text = unscaled + "0".repeat(padding);
    int count = (text.length() + 3) / 4;
    room(count);
    for (int i = 0; i < count; i++) {
      int end = text.length() - 4 * i;
      groups[i] = Integer.parseInt(text, Math.max(0, end - 4), end, 10);
    }
    return count;
  }

  private int split(long value) {
    int count = 0;
    for (long rest = value; rest != 0; rest /= 10_000) {
      groups[count++] = (int) (rest % 10_000);
    }
    return count;
  }

  private void room(int count) {
    if (groups.length < count) {
      groups = new int[count];
    }
  }
}
