package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Temporals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes values as PostgreSQL reads them, for the keys in a statement that takes no parameters. */
final class PostgresText {

  private static final long DAY = 86_400_000_000L;

  private PostgresText() {}

  /**
   * A literal without a cast: it takes the type of the column it is compared with, so the column's
   * own operators and collation decide. Requires {@code standard_conforming_strings}.
   */
  static String literal(LogicalType type, Object value) {
    return "'" + text(type, value).replace("'", "''") + "'";
  }

  static String text(LogicalType type, Object value) {
    if (type instanceof LogicalType.Date) {
      return date((Long) value);
    }
    if (type instanceof LogicalType.Time) {
      return clock((Long) value);
    }
    if (type instanceof LogicalType.Timestamp) {
      return timestamp((Long) value, "");
    }
    if (type instanceof LogicalType.TimestampTz) {
      return timestamp((Long) value, "+00");
    }
    if (type instanceof LogicalType.Array array) {
      return array(array.element(), (List<?>) value);
    }
    return plain(value);
  }

  private static String plain(Object value) {
    if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof IntervalValue interval) {
      String sign = interval.micros() < 0 ? "-" : "";
      return interval.months()
          + " mons "
          + interval.days()
          + " days "
          + sign
          + clock(Math.abs(interval.micros()));
    }
    return value.toString();
  }

  private static String date(long days) {
    String infinite = infinite(days);
    return infinite != null ? infinite : day(days) + era(days);
  }

  private static String timestamp(long micros, String zone) {
    String infinite = infinite(micros);
    if (infinite != null) {
      return infinite;
    }
    long days = Math.floorDiv(micros, DAY);
    return day(days) + " " + clock(Math.floorMod(micros, DAY)) + zone + era(days);
  }

  private static String day(long days) {
    LocalDate date = LocalDate.ofEpochDay(days);
    int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth());
  }

  private static String era(long days) {
    return LocalDate.ofEpochDay(days).getYear() > 0 ? "" : " BC";
  }

  private static String clock(long micros) {
    long seconds = micros / 1_000_000L;
    return "%02d:%02d:%02d.%06d"
        .formatted(seconds / 3600, seconds / 60 % 60, seconds % 60, micros % 1_000_000L);
  }

  private static @Nullable String infinite(long value) {
    if (Temporals.finite(value)) {
      return null;
    }
    return value == Temporals.INFINITY ? "infinity" : "-infinity";
  }

  private static String array(LogicalType element, List<?> values) {
    StringBuilder text = new StringBuilder("{");
    for (Object value : values) {
      text.append(text.length() > 1 ? "," : "");
      if (value == null) {
        text.append("NULL");
      } else {
        String escaped = text(element, value).replace("\\", "\\\\").replace("\"", "\\\"");
        text.append('"').append(escaped).append('"');
      }
    }
    return text.append('}').toString();
  }
}
