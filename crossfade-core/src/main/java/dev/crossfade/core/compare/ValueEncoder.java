package dev.crossfade.core.compare;

import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.SpecialNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
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

  private static final int LENGTH = 4;
  private static final int UUID_BYTES = 2 * Long.BYTES;

  /** What PostgreSQL puts before the text of {@code jsonb}; no JSON begins with it. */
  private static final byte JSONB_VERSION = 1;

  private final EncodedBytes out;
  private final CanonicalJson json;
  private final PrintedJson printed;

  /**
   * @param overflow takes all but the last bytes of rows with very long values
   */
  ValueEncoder(EncodedBytes.Overflow overflow) {
    out = new EncodedBytes(overflow);
    json = new CanonicalJson(out, CanonicalJson.Spelling.BRIEF);
    printed = new PrintedJson(out);
  }

  void reset() {
    out.reset();
  }

  /** Begins anew behind these bytes. */
  void reset(byte[] prefix) {
    out.reset();
    out.append(prefix, 0, prefix.length);
  }

  byte[] bytes() {
    return out.bytes();
  }

  int length() {
    return out.length();
  }

  void encode(LogicalType type, @Nullable Object value) {
    if (value == null) {
      out.octet(0);
      return;
    }
    out.octet(1);
    if (value instanceof Encoded encoded) {
      encoded(type, encoded);
    } else if (value instanceof Long number) {
      out.number(number);
    } else if (value instanceof String text) {
      text(type, text);
    } else if (value instanceof BigDecimal decimal) {
      decimal(decimal);
    } else if (value instanceof Boolean bool) {
      out.octet(bool ? 1 : 0);
    } else if (value instanceof Double number) {
      out.number(Double.doubleToLongBits(number));
    } else if (value instanceof Float number) {
      out.number(Float.floatToIntBits(number));
    } else if (value instanceof byte[] binary) {
      out.number(binary.length);
      out.append(binary);
    } else {
      rare(type, value);
    }
  }

  /** Whether the bytes in which a database sends values of a type serve as they are, mostly. */
  static boolean takesBytes(LogicalType type) {
    return textual(type) || type instanceof LogicalType.Json;
  }

  private static boolean textual(LogicalType type) {
    return type instanceof LogicalType.Text || type instanceof LogicalType.Enumeration;
  }

  /**
   * Most text is encoded in the bytes in which a database sends it, which are taken as they are,
   * whole numbers and others of a fixed width too; and most JSON from these bytes.
   */
  private void encoded(LogicalType type, Encoded value) {
    boolean done =
        textual(type)
            ? copied(value)
            : type instanceof LogicalType.Json ? printed(value) : fixed(type, value);
    if (!done) {
      out.truncate(out.length() - 1);
      encode(type, value.value());
    }
  }

  private boolean fixed(LogicalType type, Encoded value) {
    byte[] bytes = value.bytes();
    int from = value.from();
    int length = value.length();
    if (type instanceof LogicalType.Int integer && length == integer.bits() / Byte.SIZE) {
      int sign = bytes[from] >> (Byte.SIZE - 1);
      for (int i = length; i < Long.BYTES; i++) {
        out.octet(sign);
      }
      out.append(bytes, from, length);
      return true;
    }
    if (type instanceof LogicalType.Uuid && length == UUID_BYTES) {
      out.append(bytes, from, length);
      return true;
    }
    if (type instanceof LogicalType.Bool && length == 1) {
      out.octet(bytes[from] == 0 ? 0 : 1);
      return true;
    }
    return false;
  }

  private boolean copied(Encoded value) {
    if (!Utf8Bytes.likeHere(value.bytes(), value.from(), value.length())) {
      return false;
    }
    int start = out.length();
    out.room(LENGTH);
    out.patch(start, value.length());
    int end = value.from() + value.length();
    for (int from = value.from(); from < end; from += EncodedBytes.MUCH) {
      out.append(value.bytes(), from, Math.min(EncodedBytes.MUCH, end - from));
      out.spill();
    }
    return true;
  }

  private boolean printed(Encoded value) {
    if (value.length() == 0 || value.length() > EncodedBytes.MUCH) {
      return false;
    }
    int version = value.bytes()[value.from()] == JSONB_VERSION ? 1 : 0;
    int start = out.length();
    out.room(LENGTH);
    if (!printed.append(value.bytes(), value.from() + version, value.length() - version)) {
      out.truncate(start);
      return false;
    }
    out.patch(start, out.length() - start - LENGTH);
    out.spill();
    return true;
  }

  private void rare(LogicalType type, Object value) {
    if (value instanceof UUID uuid) {
      out.number(uuid.getMostSignificantBits());
      out.number(uuid.getLeastSignificantBits());
    } else if (value instanceof BigInteger integer) {
      decimal(new BigDecimal(integer));
    } else if (value instanceof SpecialNumber special) {
      out.octet(2 + special.ordinal());
    } else if (value instanceof IntervalValue interval) {
      out.number(interval.months());
      out.number(interval.days());
      out.number(interval.micros());
    } else if (value instanceof List<?> list && type instanceof LogicalType.Array array) {
      out.number(list.size());
      list.forEach(element -> encode(array.element(), element));
    } else {
      throw new IllegalArgumentException("no encoding of " + value.getClass() + " as " + type);
    }
  }

  private void text(LogicalType type, String text) {
    boolean mayBeJson = type instanceof LogicalType.Json;
    if (text.length() >= EncodedBytes.MUCH && !mayBeJson) {
      out.sized(text, shown(type, text));
      return;
    }
    int start = out.length();
    out.room(LENGTH);
    if (!(mayBeJson && json.append(text))) {
      out.utf8(text, 0, shown(type, text));
    }
    out.patch(start, out.length() - start - LENGTH);
    out.spill();
  }

  private static int shown(LogicalType type, String text) {
    return type instanceof LogicalType.FixedText ? unpadded(text) : text.length();
  }

  private static int unpadded(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return end;
  }

  private void decimal(BigDecimal value) {
    out.octet(1);
    if (value.signum() == 0) {
      out.octet(0);
      return;
    }
    out.octet(1);
    BigInteger unscaled = value.unscaledValue();
    if (unscaled.bitLength() < Long.SIZE) {
      stripped(unscaled.longValue(), value.scale());
    } else {
      BigDecimal stripped = value.stripTrailingZeros();
      out.number(stripped.scale());
      byte[] bytes = stripped.unscaledValue().toByteArray();
      out.number(bytes.length);
      out.append(bytes);
    }
  }

  /** The same as of a large number: without zeros at the end, in as few bytes as it takes. */
  private void stripped(long unscaled, int scale) {
    long digits = unscaled;
    int places = scale;
    while (digits % 10 == 0) {
      digits /= 10;
      places--;
    }
    out.number(places);
    int bits = Long.SIZE - Long.numberOfLeadingZeros(digits ^ (digits >> (Long.SIZE - 1)));
    int bytes = bits / Byte.SIZE + 1;
    out.number(bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      out.octet((int) (digits >> (i * Byte.SIZE)));
    }
  }
}
