package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.schema.JsonNumbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * JSON of MySQL, whose numbers are doubles unless they are 64-bit integers or came from a decimal.
 * Debezium writes a small or large double with all digits of its binary value ({@code
 * 0.00001000000000000000081803…}), the server with as few as tell it from its neighbours ({@code
 * 0.00001}), which is what its writer meant. An integer of 64 bits is taken for one.
 */
final class MysqlJson {

  private static final BigDecimal LEAST = new BigDecimal(BigInteger.TWO.pow(63).negate());
  private static final BigDecimal BEYOND = new BigDecimal(BigInteger.TWO.pow(64));
  private static final int MOST_DIGITS = 17;

  private MysqlJson() {}

  static Object read(JsonNode node) {
    return likeTheServer(NumberReaders.textOf(node));
  }

  static @Nullable Object quick(JsonCursor value) {
    return value.peek() == '"' ? likeTheServer(value.text()) : null;
  }

  private static String likeTheServer(String json) {
    return JsonNumbers.replace(json, MysqlJson::number);
  }

  private static String number(String text) {
    if (text.length() <= MOST_DIGITS) {
      return text;
    }
    BigDecimal exact = new BigDecimal(text);
    if (text.indexOf('.') < 0 && exact.compareTo(LEAST) >= 0 && exact.compareTo(BEYOND) < 0) {
      return text;
    }
    double value = exact.doubleValue();
    boolean expanded = Double.isFinite(value) && new BigDecimal(value).compareTo(exact) == 0;
    return expanded ? shortest(value, exact) : text;
  }

  private static String shortest(double value, BigDecimal exact) {
    BigDecimal rounded = exact;
    for (int digits = 1; digits <= MOST_DIGITS; digits++) {
      rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        break;
      }
    }
    return rounded.toPlainString();
  }
}
