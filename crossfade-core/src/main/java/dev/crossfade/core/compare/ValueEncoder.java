package dev.crossfade.core.compare;

import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.SpecialNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values into bytes so that equal values, and only those, have equal bytes. Every value
 * starts with a tag (0 is NULL) and everything of variable length carries its length, so that no
 * two rows collide by concatenation. Normalised on purpose, and listed in the manual: decimals
 * compare as numbers, JSON as values, {@code CHAR(n)} without padding, NaN equals NaN. One thread.
 */
final class ValueEncoder {

  private byte[] bytes = new byte[1_024];
  private int length;

  void reset() {
    length = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void encode(LogicalType type, @Nullable Object value) {
    if (value == null) {
      octet(0);
      return;
    }
    octet(1);
    if (value instanceof Long number) {
      number(number);
    } else if (value instanceof String text) {
      text(type, text);
    } else if (value instanceof BigDecimal decimal) {
      decimal(decimal);
    } else if (value instanceof Boolean bool) {
      octet(bool ? 1 : 0);
    } else if (value instanceof Double number) {
      number(Double.doubleToLongBits(number));
    } else if (value instanceof Float number) {
      number(Float.floatToIntBits(number));
    } else if (value instanceof byte[] binary) {
      number(binary.length);
      append(binary);
    } else {
      rare(type, value);
    }
  }

  private void rare(LogicalType type, Object value) {
    if (value instanceof UUID uuid) {
      number(uuid.getMostSignificantBits());
      number(uuid.getLeastSignificantBits());
    } else if (value instanceof BigInteger integer) {
      decimal(new BigDecimal(integer));
    } else if (value instanceof SpecialNumber special) {
      octet(2 + special.ordinal());
    } else if (value instanceof IntervalValue interval) {
      number(interval.months());
      number(interval.days());
      number(interval.micros());
    } else if (value instanceof List<?> list && type instanceof LogicalType.Array array) {
      number(list.size());
      list.forEach(element -> encode(array.element(), element));
    } else {
      throw new IllegalArgumentException("no encoding of " + value.getClass() + " as " + type);
    }
  }

  private void text(LogicalType type, String text) {
    if (type instanceof LogicalType.Json) {
      utf8(CanonicalJson.of(text), -1);
    } else if (type instanceof LogicalType.FixedText) {
      int end = text.length();
      while (end > 0 && text.charAt(end - 1) == ' ') {
        end--;
      }
      utf8(text, end);
    } else {
      utf8(text, -1);
    }
  }

  private void decimal(BigDecimal value) {
    octet(1);
    if (value.signum() == 0) {
      octet(0);
      return;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    byte[] unscaled = stripped.unscaledValue().toByteArray();
    octet(1);
    number(stripped.scale());
    number(unscaled.length);
    append(unscaled);
  }

  /** Unpaired surrogates are encoded as they are: the bytes only have to be different. */
  private void utf8(String text, int end) {
    int chars = end < 0 ? text.length() : end;
    ensure(chars * 3 + 4);
    int start = length;
    length += 4;
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else if (c < 0x800) {
        bytes[length++] = (byte) (0xC0 | (c >> 6));
        bytes[length++] = (byte) (0x80 | (c & 0x3F));
      } else {
        bytes[length++] = (byte) (0xE0 | (c >> 12));
        bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        bytes[length++] = (byte) (0x80 | (c & 0x3F));
      }
    }
    int size = length - start - 4;
    bytes[start] = (byte) (size >> 24);
    bytes[start + 1] = (byte) (size >> 16);
    bytes[start + 2] = (byte) (size >> 8);
    bytes[start + 3] = (byte) size;
  }

  private void number(long value) {
    ensure(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >> shift);
    }
  }

  private void octet(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
  }

  private void append(byte[] binary) {
    ensure(binary.length);
    System.arraycopy(binary, 0, bytes, length, binary.length);
    length += binary.length;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
