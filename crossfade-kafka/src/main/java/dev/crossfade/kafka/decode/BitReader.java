package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.schema.LogicalType;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bit strings. Debezium sends one bit as a boolean and more as bytes, lowest byte first and without
 * the string's length.
 */
final class BitReader {

  private static final Pattern LENGTH = Pattern.compile("bit\\((\\d+)\\)");

  private BitReader() {}

  static ValueReader of(LogicalType type, String nativeType) {
    if (type instanceof LogicalType.Text) {
      Matcher matcher = LENGTH.matcher(nativeType.toLowerCase(Locale.ROOT));
      int length = matcher.find() ? Integer.parseInt(matcher.group(1)) : 1;
      return node -> digits(number(node), length);
    }
    if (type instanceof LogicalType.Bytes) {
      return node -> reversed(raw(node));
    }
    if (type instanceof LogicalType.Bool) {
      return node -> number(node).signum() != 0;
    }
    if (type instanceof LogicalType.UInt64) {
      return BitReader::number;
    }
    return node -> number(node).longValueExact();
  }

  private static String digits(BigInteger number, int length) {
    String digits = number.toString(2);
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }

  private static BigInteger number(JsonNode node) {
    return new BigInteger(1, reversed(raw(node)));
  }

  private static byte[] raw(JsonNode node) {
    if (node.isBoolean()) {
      return new byte[] {(byte) (node.booleanValue() ? 1 : 0)};
    }
    return TextReaders.bytes(node);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
