package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.LogicalType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The logical type of a type as PostgreSQL spells it. Enumerations are not read back. */
final class NativeTypes {

  private static final Pattern SPELLING =
      Pattern.compile("([^(]*)(?:\\((\\d+)(?:,(-?\\d+))?\\))?(.*)");

  private NativeTypes() {}

  static @Nullable LogicalType logical(String spelling) {
    if (spelling.endsWith("[]")) {
      LogicalType element = logical(spelling.substring(0, spelling.length() - 2));
      return element == null ? null : new LogicalType.Array(element);
    }
    Matcher parts = SPELLING.matcher(spelling);
    if (!parts.matches()) {
      return null;
    }
    return named(
        parts.group(1).strip() + parts.group(4), number(parts.group(2)), number(parts.group(3)));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static @Nullable LogicalType named(String name, int first, int second) {
    return switch (name) {
      case "boolean" -> new LogicalType.Bool();
      case "smallint" -> new LogicalType.Int(16);
      case "integer" -> new LogicalType.Int(32);
      case "bigint" -> new LogicalType.Int(64);
      case "numeric" -> new LogicalType.Decimal(first, second);
      case "real" -> new LogicalType.Floating(32);
      case "double precision" -> new LogicalType.Floating(64);
      case "text" -> LogicalType.Text.UNBOUNDED;
      case "character varying" -> new LogicalType.Text(first);
      case "character" -> new LogicalType.FixedText(Math.max(1, first));
      case "bytea" -> new LogicalType.Bytes();
      case "date" -> new LogicalType.Date();
      case "time without time zone" -> new LogicalType.Time();
      case "timestamp without time zone" -> new LogicalType.Timestamp();
      case "timestamp with time zone" -> new LogicalType.TimestampTz();
      case "interval" -> new LogicalType.Interval();
      case "uuid" -> new LogicalType.Uuid();
      case "json", "jsonb" -> new LogicalType.Json();
      default -> null;
    };
  }
}
