package dev.crossfade.jdbc.target.held;

import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.SpecialNumber;
import dev.crossfade.core.schema.Unavailable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values that say themselves what they are: a tag, then the exact content. */
final class ValueCodec {

  private static final int NULL = 0;
  private static final int UNAVAILABLE = 1;
  private static final int FALSE = 2;
  private static final int TRUE = 3;
  private static final int LONG = 4;
  private static final int INTEGER = 5;
  private static final int DECIMAL = 6;
  private static final int SPECIAL = 7;
  private static final int FLOAT = 8;
  private static final int DOUBLE = 9;
  private static final int TEXT = 10;
  private static final int BYTES = 11;
  private static final int INTERVAL = 12;
  private static final int UUID_VALUE = 13;
  private static final int LIST = 14;

  private ValueCodec() {}

  static void write(DataOutputStream out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeByte(NULL);
    } else if (value instanceof String text) {
      out.writeByte(TEXT);
      Primitives.text(out, text);
    } else if (value instanceof Long number) {
      out.writeByte(LONG);
      Primitives.varLong(out, number);
    } else if (value == Unavailable.VALUE) {
      out.writeByte(UNAVAILABLE);
    } else if (value instanceof Boolean bool) {
      out.writeByte(bool ? TRUE : FALSE);
    } else if (value instanceof byte[] bytes) {
      out.writeByte(BYTES);
      Primitives.bytes(out, bytes);
    } else if (value instanceof List<?> list) {
      list(out, list);
    } else if (value instanceof Number || value instanceof SpecialNumber) {
      number(out, value);
    } else {
      composed(out, value);
    }
  }

  private static void list(DataOutputStream out, List<?> list) throws IOException {
    out.writeByte(LIST);
    Primitives.varLong(out, list.size());
    for (@Nullable Object each : list) {
      write(out, each);
    }
  }

  private static void number(DataOutputStream out, Object value) throws IOException {
    if (value instanceof BigDecimal decimal) {
      out.writeByte(DECIMAL);
      Primitives.varLong(out, decimal.scale());
      Primitives.bytes(out, decimal.unscaledValue().toByteArray());
    } else if (value instanceof BigInteger integer) {
      out.writeByte(INTEGER);
      Primitives.bytes(out, integer.toByteArray());
    } else if (value instanceof Double number) {
      out.writeByte(DOUBLE);
      out.writeLong(Double.doubleToRawLongBits(number));
    } else if (value instanceof Float number) {
      out.writeByte(FLOAT);
      out.writeInt(Float.floatToRawIntBits(number));
    } else if (value instanceof SpecialNumber special) {
      out.writeByte(SPECIAL);
      out.writeByte(special.ordinal());
    } else {
      throw new IllegalArgumentException("not a value of a row: " + value.getClass());
    }
  }

  private static void composed(DataOutputStream out, Object value) throws IOException {
    if (value instanceof UUID uuid) {
      out.writeByte(UUID_VALUE);
      out.writeLong(uuid.getMostSignificantBits());
      out.writeLong(uuid.getLeastSignificantBits());
    } else if (value instanceof IntervalValue interval) {
      out.writeByte(INTERVAL);
      Primitives.varLong(out, interval.months());
      Primitives.varLong(out, interval.days());
      Primitives.varLong(out, interval.micros());
    } else {
      throw new IllegalArgumentException("not a value of a row: " + value.getClass());
    }
  }

  static @Nullable Object read(HeldInput in) throws IOException {
    int tag = in.octet();
    return switch (tag) {
      case NULL -> null;
      case UNAVAILABLE -> Unavailable.VALUE;
      case FALSE -> Boolean.FALSE;
      case TRUE -> Boolean.TRUE;
      case LONG -> Primitives.varLong(in);
      case INTEGER -> new BigInteger(Primitives.bytes(in));
      case DECIMAL -> decimal(in);
      case SPECIAL -> SpecialNumber.values()[in.octet()];
      case FLOAT -> Float.intBitsToFloat(in.int32());
      case DOUBLE -> Double.longBitsToDouble(in.int64());
      case TEXT -> Primitives.text(in);
      case BYTES -> Primitives.bytes(in);
      case INTERVAL -> interval(in);
      case UUID_VALUE -> new UUID(in.int64(), in.int64());
      case LIST -> list(in);
      default -> throw new IOException("unknown tag " + tag);
    };
  }

  private static BigDecimal decimal(HeldInput in) throws IOException {
    int scale = (int) Primitives.varLong(in);
    return new BigDecimal(new BigInteger(Primitives.bytes(in)), scale);
  }

  private static IntervalValue interval(HeldInput in) throws IOException {
    int months = (int) Primitives.varLong(in);
    int days = (int) Primitives.varLong(in);
    return new IntervalValue(months, days, Primitives.varLong(in));
  }

  private static List<@Nullable Object> list(HeldInput in) throws IOException {
    int size = (int) Primitives.varLong(in);
    List<@Nullable Object> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(read(in));
    }
    return values;
  }
}
