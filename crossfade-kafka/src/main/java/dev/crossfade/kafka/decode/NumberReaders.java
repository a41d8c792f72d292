package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.schema.SpecialNumber;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers and booleans. */
final class NumberReaders {

  private static final long YEAR_ZERO = 1900;

  private NumberReaders() {}

  static Object bool(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    long number = integer(node);
    if (number != 0 && number != 1) {
      throw new UnreadableValueException("a TINYINT(1) with a value other than 0 and 1");
    }
    return number == 1;
  }

  static Long integer(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue() ? 1L : 0L;
    }
    throw new IllegalArgumentException("not an integer but " + node.getNodeType());
  }

  /** YEAR holds 0 and 1901 to 2155; the log has years since 1900, so 0 arrives as 1900. */
  static Object year(JsonNode node) {
    long year = integer(node);
    return year == YEAR_ZERO ? 0L : year;
  }

  static Object unsigned(JsonNode node) {
    BigInteger value =
        node.isIntegralNumber() ? node.bigIntegerValue() : new BigInteger(textOf(node));
    if (value.signum() < 0 || value.bitLength() > 64) {
      throw new IllegalArgumentException("not in the range of 64 bits without sign");
    }
    return value;
  }

  static Object decimal(JsonNode node) {
    if (node.isNumber()) {
      return node.decimalValue();
    }
    String text = textOf(node);
    return switch (text) {
      case "NaN", "NAN" -> SpecialNumber.NAN;
      case "Infinity", "POSITIVE_INFINITY" -> SpecialNumber.INFINITY;
      case "-Infinity", "NEGATIVE_INFINITY" -> SpecialNumber.NEGATIVE_INFINITY;
      default -> new BigDecimal(text);
    };
  }

  /** Debezium takes a negative scale for one of about 2,000 digits, all of them zero. */
  static Object rounded(JsonNode node) {
    Object value = decimal(node);
    return value instanceof BigDecimal number ? number.setScale(0) : value;
  }

  static Object floating(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : Double.parseDouble(textOf(node));
  }

  /** The text is the shortest that names the float, so the way through double loses nothing. */
  static Object real(JsonNode node) {
    return node.isNumber() ? (float) node.doubleValue() : Float.parseFloat(textOf(node));
  }

  static String textOf(JsonNode node) {
    String text = node.textValue();
    if (text == null) {
      throw new IllegalArgumentException("not text but " + node.getNodeType());
    }
    return text;
  }
}
