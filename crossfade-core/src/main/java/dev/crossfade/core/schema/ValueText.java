package dev.crossfade.core.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one readable text form of every value, exact in both directions: {@code parse(type,
 * format(type, value))} equals {@code value}. Used to store keys and quarantined rows and to show
 * values to people; never for bulk data. NULL has no text form and is handled by the caller.
 */
public final class ValueText {

  private static final HexFormat HEX = HexFormat.of();

  private ValueText() {}

  /** Text of a value that is not null. */
  public static String format(LogicalType type, Object value) {
    if (type instanceof LogicalType.Bytes) {
      return HEX.formatHex((byte[]) value);
    }
    if (type instanceof LogicalType.Date) {
      return date((Long) value);
    }
    if (type instanceof LogicalType.Time) {
      return micros((Long) value);
    }
    if (type instanceof LogicalType.Timestamp) {
      return timestamp((Long) value, "");
    }
    if (type instanceof LogicalType.TimestampTz) {
      return timestamp((Long) value, "Z");
    }
    if (type instanceof LogicalType.Interval) {
      IntervalValue interval = (IntervalValue) value;
      return interval.months() + "|" + interval.days() + "|" + interval.micros();
    }
    if (type instanceof LogicalType.Array array) {
      return array(array, (List<?>) value);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value.toString();
  }

  /**
   * The value of a text that {@link #format} made.
   *
   * @throws IllegalArgumentException when the text is not of this type
   */
  public static Object parse(LogicalType type, String text) {
    if (type instanceof LogicalType.Bool) {
      return bool(text);
    }
    if (type instanceof LogicalType.Int) {
      return Long.valueOf(text);
    }
    if (type instanceof LogicalType.UInt64) {
      return new BigInteger(text);
    }
    if (type instanceof LogicalType.Decimal) {
      return decimal(text);
    }
    if (type instanceof LogicalType.Floating floating) {
      return floating.bits() == 32 ? (Object) Float.valueOf(text) : (Object) Double.valueOf(text);
    }
    if (type instanceof LogicalType.Bytes) {
      return HEX.parseHex(text);
    }
    if (type instanceof LogicalType.Date) {
      Long infinite = infinite(text);
      return infinite != null ? infinite : Long.valueOf(LocalDate.parse(text).toEpochDay());
    }
    if (type instanceof LogicalType.Time) {
      return parseMicros(text);
    }
    if (type instanceof LogicalType.Timestamp || type instanceof LogicalType.TimestampTz) {
      return parseTimestamp(text);
    }
    if (type instanceof LogicalType.Interval) {
      String[] parts = text.split("\\|", -1);
      return new IntervalValue(
          Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    }
    if (type instanceof LogicalType.Uuid) {
      return UUID.fromString(text);
    }
    if (type instanceof LogicalType.Array array) {
      return parseArray(array, text);
    }
    return text;
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Object decimal(String text) {
    for (SpecialNumber special : SpecialNumber.values()) {
      if (special.toString().equals(text)) {
        return special;
      }
    }
    return new BigDecimal(text);
  }

  private static String date(long days) {
    String infinite = infinite(days);
    return infinite != null ? infinite : LocalDate.ofEpochDay(days).toString();
  }

  private static String timestamp(long micros, String suffix) {
    String infinite = infinite(micros);
    if (infinite != null) {
      return infinite;
    }
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC) + suffix;
  }

  private static Object parseTimestamp(String text) {
    Long infinite = infinite(text);
    if (infinite != null) {
      return infinite;
    }
    String local = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
    return ChronoUnit.MICROS.between(
        LocalDateTime.of(1970, 1, 1, 0, 0), LocalDateTime.parse(local));
  }

  private static String micros(long micros) {
    long seconds = micros / 1_000_000L;
    return "%02d:%02d:%02d.%06d"
        .formatted(seconds / 3600, seconds / 60 % 60, seconds % 60, micros % 1_000_000L);
  }

  private static Long parseMicros(String text) {
    String[] parts = text.split("[:.]", -1);
    long seconds =
        Long.parseLong(parts[0]) * 3600 + Long.parseLong(parts[1]) * 60 + Long.parseLong(parts[2]);
    return seconds * 1_000_000L + Long.parseLong(parts[3]);
  }

  private static @Nullable String infinite(long value) {
    if (Temporals.finite(value)) {
      return null;
    }
    return value == Temporals.INFINITY ? "infinity" : "-infinity";
  }

  private static @Nullable Long infinite(String text) {
    return switch (text) {
      case "infinity" -> Temporals.INFINITY;
      case "-infinity" -> Temporals.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  /** Elements as {@code [len:text,…]}, NULL as {@code -}: no quoting rules to get wrong. */
  private static String array(LogicalType.Array type, List<?> values) {
    StringBuilder text = new StringBuilder("[");
    for (Object value : values) {
      if (value == null) {
        text.append("-,");
      } else {
        String element = format(type.element(), value);
        text.append(element.length()).append(':').append(element).append(',');
      }
    }
    return text.append(']').toString();
  }

  private static List<@Nullable Object> parseArray(LogicalType.Array type, String text) {
    List<@Nullable Object> values = new ArrayList<>();
    int at = 1;
    while (text.charAt(at) != ']') {
      if (text.charAt(at) == '-') {
        values.add(null);
        at += 2;
        continue;
      }
      int colon = text.indexOf(':', at);
      int end = colon + 1 + Integer.parseInt(text, at, colon, 10);
      values.add(parse(type.element(), text.substring(colon + 1, end)));
      at = end + 1;
    }
    return values;
  }
}
