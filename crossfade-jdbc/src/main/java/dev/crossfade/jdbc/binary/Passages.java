package dev.crossfade.jdbc.binary;

import dev.crossfade.core.schema.LogicalType;

/**
 * Which bytes that a source sent a target column may take unseen. They must be what would come out
 * of decoding the value, conforming it to the column and encoding it; what would be refused on that
 * way, or changed, must not pass. A column that was altered meanwhile shows in the bytes, so they
 * are looked at as far as it takes. Where in doubt the passage is closed, which costs time only.
 */
final class Passages {

  /** The mapping's reader of JSON knows bounds, which no text within these can exceed. */
  private static final int JSON_BYTES = 1_000;

  private static final int JSON_BRACKETS = 400;
  private static final int JSONB_VERSION = 1;
  private static final int NUMERIC_HEADER = 8;
  private static final int NUMERIC_SIGN = 4;
  private static final int NUMERIC_SPECIAL = 0xC000;
  private static final int NUMERIC_SCALE = 6;
  private static final int ARRAY_HEADER = 12;

  private Passages() {}

  static Passage between(LogicalType from, LogicalType to) {
    if (to instanceof LogicalType.Text text) {
      boolean textual = from instanceof LogicalType.Text || from instanceof LogicalType.Enumeration;
      return textual ? text(text.maxLength()) : Passage.CLOSED;
    }
    if (from instanceof LogicalType.Array source && to instanceof LogicalType.Array target) {
      return array(source.element(), target.element());
    }
    if (from instanceof LogicalType.Enumeration source
        && to instanceof LogicalType.Enumeration target) {
      return target.labels().containsAll(source.labels()) ? Passage.OPEN : Passage.CLOSED;
    }
    return from.equals(to) ? same(to) : Passage.CLOSED;
  }

  private static Passage same(LogicalType type) {
    if (type instanceof LogicalType.Decimal decimal) {
      return decimal.constrained() ? scaled(decimal.scale()) : Passages::ordinaryNumber;
    }
    if (type instanceof LogicalType.Timestamp || type instanceof LogicalType.TimestampTz) {
      return Passages::timestamp;
    }
    if (type instanceof LogicalType.Json) {
      return Passages::json;
    }
    if (type instanceof LogicalType.Bytes) {
      return Passage.OPEN;
    }
    if (type instanceof LogicalType.Floating floating) {
      return floating.bits() == Float.SIZE ? Passages::real : Passages::doublePrecision;
    }
    int width = width(type);
    return width == 0 ? Passage.CLOSED : (bytes, at, length) -> length == width;
  }

  /** Bytes of a value where all values have equally many; else 0. */
  private static int width(LogicalType type) {
    if (type instanceof LogicalType.Int integer) {
      return integer.bits() / 8;
    }
    if (type instanceof LogicalType.Bool) {
      return 1;
    }
    if (type instanceof LogicalType.Date) {
      return 4;
    }
    if (type instanceof LogicalType.Time) {
      return 8;
    }
    return type instanceof LogicalType.Uuid || type instanceof LogicalType.Interval ? 16 : 0;
  }

  /** No text has more characters than bytes. */
  private static Passage text(int limit) {
    return limit == 0 ? Passage.OPEN : (bytes, at, length) -> length <= limit;
  }

  /** More digits than the column has would be rounded silently. */
  private static Passage scaled(int scale) {
    return (bytes, at, length) ->
        length >= NUMERIC_HEADER && BigEndian.int16(bytes, at + NUMERIC_SCALE) == scale;
  }

  /** Of NaN and infinities a database sends a number of digits, too, which means nothing. */
  private static boolean ordinaryNumber(byte[] bytes, int at, int length) {
    return length >= NUMERIC_HEADER
        && (BigEndian.int16(bytes, at + NUMERIC_SIGN) & NUMERIC_SPECIAL) != NUMERIC_SPECIAL;
  }

  /** There are many spellings of NaN in bits. */
  private static boolean real(byte[] bytes, int at, int length) {
    return length == Float.BYTES && !Float.isNaN(Float.intBitsToFloat(BigEndian.int32(bytes, at)));
  }

  private static boolean doublePrecision(byte[] bytes, int at, int length) {
    return length == Double.BYTES
        && !Double.isNaN(Double.longBitsToDouble(BigEndian.int64(bytes, at)));
  }

  private static boolean timestamp(byte[] bytes, int at, int length) {
    return length == 8 && TemporalDecoders.readable(BigEndian.int64(bytes, at));
  }

  /** Only what is certain to be valid for everybody: an escape may be that of NUL. */
  private static boolean json(byte[] bytes, int at, int length) {
    if (length < 1 || length > JSON_BYTES || bytes[at] != JSONB_VERSION) {
      return false;
    }
    int brackets = 0;
    for (int i = at + 1; i < at + length; i++) {
      byte each = bytes[i];
      if (each == '\\') {
        return false;
      }
      brackets += each == '[' || each == '{' ? 1 : 0;
    }
    return brackets <= JSON_BRACKETS;
  }

  /** Elements whose values need no look, with the very type the column expects. */
  private static Passage array(LogicalType from, LogicalType to) {
    boolean plain =
        to.equals(LogicalType.Text.UNBOUNDED)
            || to instanceof LogicalType.Int
            || to instanceof LogicalType.Bool
            || to instanceof LogicalType.Uuid;
    if (!plain || !from.equals(to)) {
      return Passage.CLOSED;
    }
    int element = TypeOids.of(to);
    return (bytes, at, length) ->
        length >= ARRAY_HEADER
            && BigEndian.int32(bytes, at + 8) == element
            && ordinary(bytes, at, length);
  }

  /** A flag says that NULL may be among them, also where none is left. */
  private static boolean ordinary(byte[] bytes, int at, int length) {
    int dimensions = BigEndian.int32(bytes, at);
    boolean complete = BigEndian.int32(bytes, at + 4) == 0;
    return complete
        && (dimensions == 0
            || (dimensions == 1
                && length >= ARRAY_HEADER + 8
                && BigEndian.int32(bytes, at + ARRAY_HEADER + 4) == 1));
  }
}
