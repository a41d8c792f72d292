package dev.crossfade.mapping.value;

import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.Temporals;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** ISO 8601 spellings of dates and times. */
public final class TemporalText {

  private static final DateTimeFormatter CLOCK =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);

  private TemporalText() {}

  public static String date(long days) {
    return Temporals.finite(days) ? LocalDate.ofEpochDay(days).toString() : infinity(days);
  }

  public static String timestamp(long micros) {
    return Temporals.finite(micros)
        ? CLOCK.format(LocalDateTime.ofInstant(Instants.of(micros), ZoneOffset.UTC))
        : infinity(micros);
  }

  public static String instant(Instant instant) {
    long micros = Instants.micros(instant);
    return Temporals.finite(micros) ? timestamp(micros) + "Z" : infinity(micros);
  }

  public static String time(long micros) {
    long seconds = micros / 1_000_000L;
    String text =
        String.format(
            Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    long fraction = micros % 1_000_000L;
    return fraction == 0 ? text : text + trimmed(fraction);
  }

  public static String interval(IntervalValue interval) {
    String days = "P" + interval.months() + "M" + interval.days() + "D";
    String rest = Duration.ofNanos(Math.multiplyExact(interval.micros(), 1_000L)).toString();
    return interval.micros() == 0 ? days : days + rest.substring(1);
  }

  private static String trimmed(long micros) {
    String digits = String.format(Locale.ROOT, ".%06d", micros);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  private static String infinity(long value) {
    return value == Temporals.INFINITY ? "infinity" : "-infinity";
  }
}
