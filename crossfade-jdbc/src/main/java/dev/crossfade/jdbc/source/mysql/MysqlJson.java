package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.JsonNumbers;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * JSON of MySQL. The log cannot tell a double without fraction from an integer of 64 bits, and has
 * all its digits; the server prints the double as {@code 1.152921504606847e18}. So that both are
 * one value, it is read with all its digits here as well.
 */
final class MysqlJson {

  private static final BigDecimal LEAST = new BigDecimal(BigInteger.TWO.pow(63).negate());
  private static final BigDecimal BEYOND = new BigDecimal(BigInteger.TWO.pow(64));

  private MysqlJson() {}

  static Object value(String text) {
    return JsonNumbers.replace(text, MysqlJson::number);
  }

  private static String number(String text) {
    if (text.indexOf('e') < 0) {
      return text;
    }
    BigDecimal exact = new BigDecimal(Double.parseDouble(text));
    boolean whole = exact.stripTrailingZeros().scale() <= 0;
    boolean within = exact.compareTo(LEAST) >= 0 && exact.compareTo(BEYOND) < 0;
    return whole && within ? exact.toPlainString() : text;
  }
}
