package dev.crossfade.mapping.function;

import dev.crossfade.core.schema.Temporals;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.DateValue;
import dev.crossfade.mapping.value.Instants;
import dev.crossfade.mapping.value.LocalTimestamp;
import dev.crossfade.mapping.value.RowFailure;
import dev.crossfade.mapping.value.TimeValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/** Calendar arithmetic behind the functions on time. */
final class Times {

  private static final ConcurrentHashMap<String, DateTimeFormatter> PATTERNS =
      new ConcurrentHashMap<>();

  private Times() {}

  static boolean zoneExists(String zone) {
    try {
      return !ZoneId.of(zone).getId().isEmpty();
    } catch (DateTimeException e) {
      return false;
    }
  }

  static boolean patternValid(String pattern) {
    try {
      return formatter(pattern) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static ZoneId zone(String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw Failures.notUnderstood("date", "an IANA zone");
    }
  }

  static Instant at(LocalTimestamp local, String zone) {
    return Temporals.finite(local.micros())
        ? local.clock().atZone(zone(zone)).toInstant()
        : Instants.of(local.micros());
  }

  static LocalTimestamp local(Instant instant, String zone) {
    long micros = Instants.micros(instant);
    return Temporals.finite(micros)
        ? LocalTimestamp.of(LocalDateTime.ofInstant(instant, zone(zone)))
        : new LocalTimestamp(micros);
  }

  static DateValue date(LocalTimestamp local) {
    return Temporals.finite(local.micros())
        ? DateValue.of(local.clock().toLocalDate())
        : new DateValue(local.micros());
  }

  static DateValue date(String text) {
    try {
      return DateValue.of(LocalDate.parse(text.strip()));
    } catch (DateTimeException e) {
      throw Failures.notUnderstood("date", "a date such as 2024-02-29");
    }
  }

  static LocalTimestamp localTimestamp(String text) {
    try {
      return LocalTimestamp.of(LocalDateTime.parse(text.strip().replace(' ', 'T')));
    } catch (DateTimeException e) {
      throw Failures.notUnderstood("localTimestamp", "a timestamp such as 2024-02-29T23:59:59");
    }
  }

  static TimeValue time(String text) {
    try {
      long nanos = LocalTime.parse(text.strip()).toNanoOfDay();
      if (nanos % 1_000 != 0) {
        throw Failures.notUnderstood("time", "a time of at most six fraction digits");
      }
      return new TimeValue(nanos / 1_000);
    } catch (DateTimeException e) {
      throw Failures.notUnderstood("time", "a time such as 08:30:00");
    }
  }

  static LocalTimestamp midnight(DateValue day) {
    return LocalTimestamp.of(day.date().atStartOfDay());
  }

  static long millis(Instant instant) {
    try {
      return instant.toEpochMilli();
    } catch (ArithmeticException e) {
      throw new RowFailure(MappingProblem.TIME_OUT_OF_RANGE, "a timestamp is out of range");
    }
  }

  static String formatted(DateValue day, String pattern) {
    return formatted(day.date(), pattern);
  }

  static String formatted(LocalTimestamp clock, String pattern) {
    return formatted(clock.clock(), pattern);
  }

  private static String formatted(TemporalAccessor time, String pattern) {
    try {
      return formatter(pattern).format(time);
    } catch (DateTimeException e) {
      throw Failures.notUnderstood("parse", "a time that its pattern can show");
    }
  }

  static DateValue parseDate(String text, String pattern) {
    try {
      return DateValue.of(LocalDate.parse(text.strip(), formatter(pattern)));
    } catch (DateTimeException e) {
      throw Failures.notUnderstood("parseDate", "a date of the pattern");
    }
  }

  static LocalTimestamp parse(String text, String pattern) {
    try {
      return LocalTimestamp.of(LocalDateTime.parse(text.strip(), formatter(pattern)));
    } catch (DateTimeException e) {
      throw Failures.notUnderstood("parseTimestamp", "a timestamp of the pattern");
    }
  }

  static Instant epochSeconds(long seconds) {
    try {
      return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new RowFailure(MappingProblem.TIME_OUT_OF_RANGE, "a timestamp is out of range");
    }
  }

  /** Patterns are literals, so there are few. Years are proleptic: y means u. */
  private static DateTimeFormatter formatter(String pattern) {
    DateTimeFormatter known = PATTERNS.get(pattern);
    if (known != null) {
      return known;
    }
    DateTimeFormatter made =
        DateTimeFormatter.ofPattern(proleptic(pattern), Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    PATTERNS.put(pattern, made);
    return made;
  }

  private static String proleptic(String pattern) {
    StringBuilder text = new StringBuilder(pattern);
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '\'';
      if (c == 'y' && !quoted) {
        text.setCharAt(i, 'u');
      }
    }
    return text.toString();
  }
}
