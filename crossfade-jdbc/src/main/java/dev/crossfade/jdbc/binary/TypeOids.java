package dev.crossfade.jdbc.binary;

import dev.crossfade.core.schema.LogicalType;

/** Oids of PostgreSQL's own types, which are the same in every installation. */
final class TypeOids {

  private TypeOids() {}

  static int of(LogicalType type) {
    if (type instanceof LogicalType.Bool) {
      return 16;
    }
    if (type instanceof LogicalType.Int integer) {
      return integer.bits() == 16 ? 21 : integer.bits() == 32 ? 23 : 20;
    }
    if (type instanceof LogicalType.UInt64 || type instanceof LogicalType.Decimal) {
      return 1700;
    }
    if (type instanceof LogicalType.Floating floating) {
      return floating.bits() == 32 ? 700 : 701;
    }
    if (type instanceof LogicalType.Text text) {
      return text.maxLength() == 0 ? 25 : 1043;
    }
    if (type instanceof LogicalType.FixedText) {
      return 1042;
    }
    if (type instanceof LogicalType.Bytes) {
      return 17;
    }
    if (type instanceof LogicalType.Date) {
      return 1082;
    }
    if (type instanceof LogicalType.Time) {
      return 1083;
    }
    if (type instanceof LogicalType.Timestamp) {
      return 1114;
    }
    if (type instanceof LogicalType.TimestampTz) {
      return 1184;
    }
    if (type instanceof LogicalType.Interval) {
      return 1186;
    }
    if (type instanceof LogicalType.Uuid) {
      return 2950;
    }
    if (type instanceof LogicalType.Json) {
      return 3802;
    }
    throw new IllegalArgumentException("no array of " + type);
  }
}
