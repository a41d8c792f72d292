package dev.crossfade.jdbc.binary;

import dev.crossfade.core.schema.SpecialNumber;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Decodes {@code numeric}: digits of base 10,000 with a weight, a sign and a display scale. */
final class DecimalDecoder {

  private static final int HEADER = 8;
  private static final int POSITIVE = 0x0000;
  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int INFINITY = 0xD000;
  private static final int NEGATIVE_INFINITY = 0xF000;
  private static final long[] POWERS = new long[19];
  private static final BigInteger BASE = BigInteger.valueOf(10_000);

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private DecimalDecoder() {}

  static Object decode(byte[] bytes, int at, int length) {
    int sign = BigEndian.int16(bytes, at + 4) & 0xFFFF;
    return switch (sign) {
      case POSITIVE, NEGATIVE -> finite(bytes, at, sign == NEGATIVE);
      case NAN -> SpecialNumber.NAN;
      case INFINITY -> SpecialNumber.INFINITY;
      case NEGATIVE_INFINITY -> SpecialNumber.NEGATIVE_INFINITY;
      default -> throw new UnreadableValueException("numeric has an unknown sign");
    };
  }

  private static BigDecimal finite(byte[] bytes, int at, boolean negative) {
    int digits = BigEndian.int16(bytes, at);
    int weight = BigEndian.int16(bytes, at + 2);
    int scale = BigEndian.int16(bytes, at + 6);
    int shift = scale - 4 * (digits - 1 - weight);
    if (digits <= 4 && shift >= -18 && shift <= 18 - 4 * digits) {
      return small(bytes, at + HEADER, digits, shift, scale, negative);
    }
    return large(bytes, at + HEADER, digits, weight, scale, negative);
  }

  /** All decimal digits fit a long, before and after they are moved to the display scale. */
  private static BigDecimal small(
      byte[] bytes, int at, int digits, int shift, int scale, boolean negative) {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      value = value * 10_000 + BigEndian.int16(bytes, at + 2 * i);
    }
    value = shift >= 0 ? value * POWERS[shift] : value / POWERS[-shift];
    return BigDecimal.valueOf(negative ? -value : value, scale);
  }

  private static BigDecimal large(
      byte[] bytes, int at, int digits, int weight, int scale, boolean negative) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < digits; i++) {
      value = value.multiply(BASE).add(BigInteger.valueOf(BigEndian.int16(bytes, at + 2 * i)));
    }
    BigDecimal decimal =
        new BigDecimal(negative ? value.negate() : value, 4 * (digits - 1 - weight));
    return decimal.setScale(scale);
  }
}
