package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.LogicalType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the logical type of a column from the types in PostgreSQL's catalog. */
final class PostgresTypes {

  private static final int NO_MODIFIER = -1;
  private static final int HEADER = 4;

  private final Map<Long, PostgresType> types;
  private final Map<Long, List<String>> labels;

  PostgresTypes(Map<Long, PostgresType> types, Map<Long, List<String>> labels) {
    this.types = types;
    this.labels = labels;
  }

  /** The logical type, or null when values of this type are not carried. */
  @Nullable LogicalType logical(long oid, int modifier) {
    PostgresType type = types.get(oid);
    if (type == null) {
      return null;
    }
    return switch (type.kind()) {
      case DOMAIN ->
          logical(type.base(), type.baseModifier() == NO_MODIFIER ? modifier : type.baseModifier());
      case ENUM -> new LogicalType.Enumeration(type.name(), labels.getOrDefault(oid, List.of()));
      case ARRAY -> array(type, modifier);
      case BASE -> base(type, modifier);
      case OTHER -> null;
    };
  }

  private @Nullable LogicalType array(PostgresType type, int modifier) {
    PostgresType element = types.get(type.element());
    LogicalType logical = logical(type.element(), modifier);
    if (element == null || logical == null || logical instanceof LogicalType.Interval) {
      return null;
    }
    if (logical instanceof LogicalType.Time) {
      return null; // 24:00 would arrive as 00:00
    }
    return untold(element) ? null : new LogicalType.Array(logical);
  }

  /** Elements of which the log does not tell: Debezium leaves such a column out, or its text. */
  private static boolean untold(PostgresType type) {
    return switch (type.kind()) {
      case DOMAIN, ARRAY -> true;
      default ->
          switch (type.name()) {
            case "inet", "cidr", "macaddr", "macaddr8", "xml" -> true;
            default -> false;
          };
    };
  }

  private static @Nullable LogicalType base(PostgresType type, int modifier) {
    if (!type.builtIn()) {
      return type.name().equals("citext") ? LogicalType.Text.UNBOUNDED : null;
    }
    return switch (type.name()) {
      case "bool" -> new LogicalType.Bool();
      case "int2" -> new LogicalType.Int(16);
      case "int4" -> new LogicalType.Int(32);
      case "int8" -> new LogicalType.Int(64);
      case "float4" -> new LogicalType.Floating(32);
      case "float8" -> new LogicalType.Floating(64);
      case "numeric" -> numeric(modifier);
      case "varchar" -> text(modifier);
      case "bpchar" -> fixed(modifier);
      case "text", "xml", "inet", "cidr", "macaddr", "macaddr8" -> LogicalType.Text.UNBOUNDED;
      case "bytea" -> new LogicalType.Bytes();
      case "uuid" -> new LogicalType.Uuid();
      case "json", "jsonb" -> new LogicalType.Json();
      default -> temporal(type.name());
    };
  }

  private static @Nullable LogicalType temporal(String name) {
    return switch (name) {
      case "date" -> new LogicalType.Date();
      case "time" -> new LogicalType.Time();
      case "timestamp" -> new LogicalType.Timestamp();
      case "timestamptz" -> new LogicalType.TimestampTz();
      case "interval" -> new LogicalType.Interval();
      default -> null;
    };
  }

  /**
   * A scale that is negative or larger than the precision is not portable: carried unconstrained.
   */
  private static LogicalType numeric(int modifier) {
    if (modifier == NO_MODIFIER) {
      return LogicalType.Decimal.UNCONSTRAINED;
    }
    int precision = (modifier - HEADER) >> 16 & 0xFFFF;
    int scale = ((modifier - HEADER & 0x7FF) ^ 1024) - 1024;
    return scale < 0 || scale > precision
        ? LogicalType.Decimal.UNCONSTRAINED
        : new LogicalType.Decimal(precision, scale);
  }

  private static LogicalType text(int modifier) {
    return modifier == NO_MODIFIER
        ? LogicalType.Text.UNBOUNDED
        : new LogicalType.Text(modifier - HEADER);
  }

  /** {@code bpchar} without a length is not padded. */
  private static LogicalType fixed(int modifier) {
    return modifier == NO_MODIFIER
        ? LogicalType.Text.UNBOUNDED
        : new LogicalType.FixedText(modifier - HEADER);
  }
}
