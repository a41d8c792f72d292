package dev.crossfade.mapping.value;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.crossfade.core.schema.LogicalType;
import org.jspecify.annotations.Nullable;

/** The types of expressions and how they relate to the types of columns. */
public final class ValueTypes {

  public static final CelType BOOL = NullableType.create(SimpleType.BOOL);
  public static final CelType INT = NullableType.create(SimpleType.INT);
  public static final CelType DOUBLE = NullableType.create(SimpleType.DOUBLE);
  public static final CelType TEXT = NullableType.create(SimpleType.STRING);
  public static final CelType BYTES = NullableType.create(SimpleType.BYTES);
  public static final CelType INSTANT = SimpleType.TIMESTAMP;
  public static final CelType UINT64 = OpaqueType.create("uint64");
  public static final CelType DECIMAL = OpaqueType.create("decimal");
  public static final CelType DATE = OpaqueType.create("date");
  public static final CelType TIME = OpaqueType.create("time");
  public static final CelType LOCAL = OpaqueType.create("localtimestamp");
  public static final CelType INTERVAL = OpaqueType.create("interval");
  public static final CelType UUID = OpaqueType.create("uuid");
  public static final CelType JSON = OpaqueType.create("json");
  public static final CelType TEXTS = ListType.create(TEXT);
  public static final CelType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);

  private ValueTypes() {}

  /** The type a column's values have inside an expression. */
  public static CelType of(LogicalType type, NullMode mode) {
    CelType nullable = nullable(type);
    return mode == NullMode.NOT_NULL && nullable instanceof NullableType wrapper
        ? wrapper.targetType()
        : nullable;
  }

  /** Whether a column allows NULL. */
  public enum NullMode {
    NULLABLE,
    NOT_NULL
  }

  private static CelType nullable(LogicalType type) {
    if (type instanceof LogicalType.Array array) {
      return ListType.create(nullable(array.element()));
    }
    if (type instanceof LogicalType.Bool) {
      return BOOL;
    }
    if (type instanceof LogicalType.Int) {
      return INT;
    }
    if (type instanceof LogicalType.Floating) {
      return DOUBLE;
    }
    if (type instanceof LogicalType.Bytes) {
      return BYTES;
    }
    return opaque(type);
  }

  private static CelType opaque(LogicalType type) {
    if (type instanceof LogicalType.UInt64) {
      return UINT64;
    }
    if (type instanceof LogicalType.Decimal) {
      return DECIMAL;
    }
    if (type instanceof LogicalType.Uuid) {
      return UUID;
    }
    if (type instanceof LogicalType.Json) {
      return JSON;
    }
    return temporal(type);
  }

  private static CelType temporal(LogicalType type) {
    if (type instanceof LogicalType.Date) {
      return DATE;
    }
    if (type instanceof LogicalType.Time) {
      return TIME;
    }
    if (type instanceof LogicalType.Timestamp) {
      return LOCAL;
    }
    if (type instanceof LogicalType.TimestampTz) {
      return INSTANT;
    }
    return type instanceof LogicalType.Interval ? INTERVAL : TEXT;
  }

  /** The widest column type whose row values an expression of this type yields; null if none. */
  public static @Nullable LogicalType logical(CelType type) {
    return switch (type.kind()) {
      case BOOL -> new LogicalType.Bool();
      case INT -> new LogicalType.Int(64);
      case DOUBLE -> new LogicalType.Floating(64);
      case STRING -> LogicalType.Text.UNBOUNDED;
      case BYTES -> new LogicalType.Bytes();
      case TIMESTAMP -> new LogicalType.TimestampTz();
      case LIST -> list(type);
      case OPAQUE -> opaque(type.name());
      default -> null;
    };
  }

  private static @Nullable LogicalType list(CelType type) {
    if (type.parameters().isEmpty()) {
      return null;
    }
    CelType element = type.parameters().get(0);
    if (element.kind() == CelKind.TYPE_PARAM) {
      return new LogicalType.Array(LogicalType.Text.UNBOUNDED);
    }
    LogicalType inner = logical(element);
    return inner == null ? null : new LogicalType.Array(inner);
  }

  private static @Nullable LogicalType opaque(String name) {
    return switch (name) {
      case "uint64" -> new LogicalType.UInt64();
      case "decimal" -> LogicalType.Decimal.UNCONSTRAINED;
      case "date" -> new LogicalType.Date();
      case "time" -> new LogicalType.Time();
      case "localtimestamp" -> new LogicalType.Timestamp();
      case "interval" -> new LogicalType.Interval();
      case "uuid" -> new LogicalType.Uuid();
      case "json" -> new LogicalType.Json();
      default -> null;
    };
  }

  /** The name of a type in messages and in the manual. */
  public static String name(CelType type) {
    if (type.kind() == CelKind.LIST) {
      return type.parameters().isEmpty() ? "list" : "list<" + name(type.parameters().get(0)) + ">";
    }
    return switch (type.kind()) {
      case STRING -> "text";
      case TIMESTAMP -> "timestamptz";
      case NULL_TYPE -> "null";
      case LIST, OPAQUE -> type.name().equals("localtimestamp") ? "timestamp" : type.name();
      case MAP -> "map";
      case BOOL -> "bool";
      case INT -> "int";
      case DOUBLE -> "double";
      case BYTES -> "bytes";
      case DURATION -> "duration";
      case TYPE_PARAM, DYN -> "any";
      default -> type.name();
    };
  }
}
