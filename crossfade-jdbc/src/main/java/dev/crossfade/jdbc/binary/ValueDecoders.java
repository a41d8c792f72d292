package dev.crossfade.jdbc.binary;

import dev.crossfade.core.schema.LogicalType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** The decoder of each logical type. Widths come with the value, so one decoder serves them all. */
final class ValueDecoders {

  private static final int JSONB_VERSION = 1;

  private ValueDecoders() {}

  static ValueDecoder of(LogicalType type) {
    if (type instanceof LogicalType.Array array) {
      return new ArrayDecoder(of(array.element()));
    }
    if (type instanceof LogicalType.Bool) {
      return (bytes, at, length) -> bytes[at] != 0;
    }
    if (type instanceof LogicalType.Int) {
      return ValueDecoders::integer;
    }
    if (type instanceof LogicalType.UInt64) {
      return (bytes, at, length) ->
          ((BigDecimal) DecimalDecoder.decode(bytes, at, length)).toBigIntegerExact();
    }
    if (type instanceof LogicalType.Decimal) {
      return DecimalDecoder::decode;
    }
    if (type instanceof LogicalType.Floating floating) {
      return floating.bits() == 32 ? ValueDecoders::float32 : ValueDecoders::float64;
    }
    return isTemporal(type) ? temporal(type) : textual(type);
  }

  private static boolean isTemporal(LogicalType type) {
    return type instanceof LogicalType.Date
        || type instanceof LogicalType.Time
        || type instanceof LogicalType.Timestamp
        || type instanceof LogicalType.TimestampTz
        || type instanceof LogicalType.Interval;
  }

  private static ValueDecoder temporal(LogicalType type) {
    if (type instanceof LogicalType.Date) {
      return TemporalDecoders::date;
    }
    if (type instanceof LogicalType.Time) {
      return TemporalDecoders::time;
    }
    return type instanceof LogicalType.Interval
        ? TemporalDecoders::interval
        : TemporalDecoders::timestamp;
  }

  private static ValueDecoder textual(LogicalType type) {
    if (type instanceof LogicalType.FixedText) {
      return ValueDecoders::padded;
    }
    if (type instanceof LogicalType.Bytes) {
      return (bytes, at, length) -> Arrays.copyOfRange(bytes, at, at + length);
    }
    if (type instanceof LogicalType.Uuid) {
      return (bytes, at, length) ->
          new UUID(BigEndian.int64(bytes, at), BigEndian.int64(bytes, at + 8));
    }
    return type instanceof LogicalType.Json ? ValueDecoders::json : ValueDecoders::text;
  }

  private static Object integer(byte[] bytes, int at, int length) {
    return switch (length) {
      case 8 -> BigEndian.int64(bytes, at);
      case 4 -> (long) BigEndian.int32(bytes, at);
      default -> (long) BigEndian.int16(bytes, at);
    };
  }

  private static Object float32(byte[] bytes, int at, int length) {
    return Float.intBitsToFloat(BigEndian.int32(bytes, at));
  }

  private static Object float64(byte[] bytes, int at, int length) {
    return Double.longBitsToDouble(BigEndian.int64(bytes, at));
  }

  private static Object text(byte[] bytes, int at, int length) {
    return new String(bytes, at, length, StandardCharsets.UTF_8);
  }

  private static Object padded(byte[] bytes, int at, int length) {
    int end = at + length;
    while (end > at && bytes[end - 1] == ' ') {
      end--;
    }
    return text(bytes, at, end - at);
  }

  /** {@code jsonb} begins with its version, which no JSON text does. */
  private static Object json(byte[] bytes, int at, int length) {
    boolean versioned = length > 0 && bytes[at] == JSONB_VERSION;
    return versioned ? text(bytes, at + 1, length - 1) : text(bytes, at, length);
  }
}
