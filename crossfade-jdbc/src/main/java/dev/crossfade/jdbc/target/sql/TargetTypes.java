package dev.crossfade.jdbc.target.sql;

import dev.crossfade.core.schema.LogicalType;

/** How a logical type is declared in a PostgreSQL target. */
public final class TargetTypes {

  private final String typesSchema;

  public TargetTypes(String typesSchema) {
    this.typesSchema = typesSchema;
  }

  /** The declared type, with its length or precision. */
  public String declared(LogicalType type) {
    if (type instanceof LogicalType.Text text && text.maxLength() > 0) {
      return "varchar(" + text.maxLength() + ")";
    }
    if (type instanceof LogicalType.FixedText text) {
      return "char(" + text.length() + ")";
    }
    if (type instanceof LogicalType.Decimal decimal && decimal.constrained()) {
      return "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    if (type instanceof LogicalType.UInt64) {
      return "numeric(20,0)";
    }
    if (type instanceof LogicalType.Array array) {
      return declared(array.element()) + "[]";
    }
    return cast(type);
  }

  /**
   * The type a parameter is cast to. Without length or precision: an explicit cast would cut a
   * value silently where an assignment refuses it.
   */
  public String cast(LogicalType type) {
    if (type instanceof LogicalType.Enumeration enumeration) {
      return enumeration(enumeration.name());
    }
    if (type instanceof LogicalType.Array array) {
      return cast(array.element()) + "[]";
    }
    if (type instanceof LogicalType.Int integer) {
      return integer.bits() == 16 ? "smallint" : integer.bits() == 32 ? "integer" : "bigint";
    }
    if (type instanceof LogicalType.Floating floating) {
      return floating.bits() == 32 ? "real" : "double precision";
    }
    if (type instanceof LogicalType.FixedText) {
      return "bpchar";
    }
    return plain(type);
  }

  /** The qualified name of an enumeration. */
  public String enumeration(String name) {
    return Names.quoted(typesSchema) + "." + Names.quoted(name);
  }

  private static String plain(LogicalType type) {
    if (type instanceof LogicalType.Bool) {
      return "boolean";
    }
    if (type instanceof LogicalType.UInt64 || type instanceof LogicalType.Decimal) {
      return "numeric";
    }
    if (type instanceof LogicalType.Text) {
      return "text";
    }
    if (type instanceof LogicalType.Bytes) {
      return "bytea";
    }
    if (type instanceof LogicalType.Date) {
      return "date";
    }
    if (type instanceof LogicalType.Time) {
      return "time";
    }
    if (type instanceof LogicalType.Timestamp) {
      return "timestamp";
    }
    if (type instanceof LogicalType.TimestampTz) {
      return "timestamptz";
    }
    if (type instanceof LogicalType.Interval) {
      return "interval";
    }
    if (type instanceof LogicalType.Uuid) {
      return "uuid";
    }
    if (type instanceof LogicalType.Json) {
      return "jsonb";
    }
    throw new IllegalArgumentException("no target type for " + type);
  }
}
