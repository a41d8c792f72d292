package dev.crossfade.jdbc.binary;

import dev.crossfade.core.schema.LogicalType;
import java.util.Set;
import java.util.UUID;

/** Chooses the encoder of a logical type as Crossfade declares it in a PostgreSQL target. */
final class Encoders {

  private static final LogicalType.Decimal UINT64 = new LogicalType.Decimal(20, 0);

  private final EnumOids enums;

  Encoders(EnumOids enums) {
    this.enums = enums;
  }

  ValueEncoder of(LogicalType type) {
    if (type instanceof LogicalType.Int integer) {
      return integer(integer.bits());
    }
    if (type instanceof LogicalType.Text text) {
      return new TextEncoder(text.maxLength(), TextEncoder.Padding.SIGNIFICANT);
    }
    if (type instanceof LogicalType.FixedText text) {
      return new TextEncoder(text.length(), TextEncoder.Padding.IGNORED);
    }
    if (type instanceof LogicalType.Decimal decimal) {
      return new NumericEncoder(decimal);
    }
    if (type instanceof LogicalType.UInt64) {
      return new NumericEncoder(UINT64);
    }
    if (type instanceof LogicalType.Enumeration enumeration) {
      return enumeration(enumeration);
    }
    if (type instanceof LogicalType.Array array) {
      return new ArrayEncoder(of(array.element()), oid(array.element()));
    }
    return simple(type);
  }

  private static ValueEncoder simple(LogicalType type) {
    if (type instanceof LogicalType.Bool) {
      return (out, value) -> out.putByte((Boolean) value ? 1 : 0);
    }
    if (type instanceof LogicalType.Floating floating) {
      return floating.bits() == 32
          ? (out, value) -> out.putInt(Float.floatToIntBits((Float) value))
          : (out, value) -> out.putLong(Double.doubleToLongBits((Double) value));
    }
    if (type instanceof LogicalType.Bytes) {
      return (out, value) -> out.putBytes((byte[]) value);
    }
    if (type instanceof LogicalType.Date) {
      return TemporalEncoders::date;
    }
    if (type instanceof LogicalType.Time) {
      return TemporalEncoders::time;
    }
    if (type instanceof LogicalType.Timestamp || type instanceof LogicalType.TimestampTz) {
      return TemporalEncoders::timestamp;
    }
    if (type instanceof LogicalType.Interval) {
      return TemporalEncoders::interval;
    }
    if (type instanceof LogicalType.Uuid) {
      return Encoders::uuid;
    }
    if (type instanceof LogicalType.Json) {
      return new JsonbEncoder();
    }
    throw new IllegalArgumentException("no encoder for " + type);
  }

  private static ValueEncoder integer(int bits) {
    return switch (bits) {
      case 16 -> (out, value) -> out.putShort((int) within((Long) value, Short.MAX_VALUE));
      case 32 -> (out, value) -> out.putInt((int) within((Long) value, Integer.MAX_VALUE));
      default -> (out, value) -> out.putLong((Long) value);
    };
  }

  private static long within(long value, long max) {
    if (value > max || value < -max - 1) {
      throw ValueRefusedException.outOfRange(max == Short.MAX_VALUE ? "smallint" : "integer");
    }
    return value;
  }

  private static void uuid(CopyBuffer out, Object value) {
    UUID uuid = (UUID) value;
    out.putLong(uuid.getMostSignificantBits());
    out.putLong(uuid.getLeastSignificantBits());
  }

  private static ValueEncoder enumeration(LogicalType.Enumeration type) {
    Set<String> labels = Set.copyOf(type.labels());
    return (out, value) -> {
      if (!labels.contains((String) value)) {
        throw ValueRefusedException.notInType("enumeration " + type.name());
      }
      TextEncoder.UNBOUNDED.encode(out, value);
    };
  }

  private int oid(LogicalType type) {
    return type instanceof LogicalType.Enumeration enumeration
        ? enums.of(enumeration.name())
        : TypeOids.of(type);
  }
}
