package dev.crossfade.jdbc.target.sql;

import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Temporals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text PostgreSQL's input functions read as exactly this value. */
public final class TextForm {

  private static final long DAY_MICROS = 86_400_000_000L;

  private TextForm() {}

  /** Text of a value that is not null. */
  public static String of(LogicalType type, Object value) {
    if (type instanceof LogicalType.Bytes) {
      return "\\x" + HexFormat.of().formatHex((byte[]) value);
    }
    if (type instanceof LogicalType.Date) {
      return day((Long) value);
    }
    if (type instanceof LogicalType.Time) {
      return clock((Long) value);
    }
    if (type instanceof LogicalType.Timestamp) {
      return instant((Long) value, "");
    }
    if (type instanceof LogicalType.TimestampTz) {
      return instant((Long) value, "+00");
    }
    if (type instanceof LogicalType.Interval) {
      return interval((IntervalValue) value);
    }
    if (type instanceof LogicalType.Array array) {
      return array(array, (List<?>) value);
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  /** A literal for use in a statement's text. */
  public static String literal(LogicalType type, Object value) {
    return quoted(of(type, value));
  }

  /** Any text as a literal, whatever {@code standard_conforming_strings} says. */
  public static String quoted(String text) {
    String doubled = text.replace("'", "''");
    return text.indexOf('\\') < 0
        ? "'" + doubled + "'"
        : " E'" + doubled.replace("\\", "\\\\") + "'";
  }

  private static String day(long days) {
    if (!Temporals.finite(days)) {
      return infinite(days);
    }
    LocalDate date = LocalDate.ofEpochDay(days);
    return date(date) + era(date);
  }

  private static String instant(long micros, String zone) {
    if (!Temporals.finite(micros)) {
      return infinite(micros);
    }
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(micros, DAY_MICROS));
    return date(date) + " " + clock(Math.floorMod(micros, DAY_MICROS)) + zone + era(date);
  }

  private static String date(LocalDate date) {
    int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth());
  }

  private static String era(LocalDate date) {
    return date.getYear() > 0 ? "" : " BC";
  }

  private static String clock(long micros) {
    long seconds = micros / 1_000_000;
    return "%02d:%02d:%02d.%06d"
        .formatted(seconds / 3600, seconds / 60 % 60, seconds % 60, micros % 1_000_000);
  }

  private static String interval(IntervalValue value) {
    long micros = value.micros();
    String sign = micros < 0 ? "-" : "";
    long seconds = Math.abs(micros / 1_000_000);
    return "%d mons %d days %s%d:%02d:%02d.%06d"
        .formatted(
            value.months(),
            value.days(),
            sign,
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60,
            Math.abs(micros % 1_000_000));
  }

  private static String infinite(long value) {
    return value == Temporals.INFINITY ? "infinity" : "-infinity";
  }

  private static String array(LogicalType.Array type, List<?> values) {
    StringBuilder text = new StringBuilder("{");
    String separator = "";
    for (@Nullable Object value : values) {
      text.append(separator);
      if (value == null) {
        text.append("NULL");
      } else {
        String element = of(type.element(), value);
        text.append('"').append(element.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      }
      separator = ",";
    }
    return text.append('}').toString();
  }
}
