package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.IntervalValue;
import java.time.LocalDate;

/** Reads the text of dates and times: {@code 2026-11-22 10:00:00.5}, {@code -838:59:59}. */
final class MysqlTemporals {

  private static final long SECOND = 1_000_000L;
  private static final int DATE = 10;

  private MysqlTemporals() {}

  /** Whether month or day is zero, as in {@code 0000-00-00} and {@code 2026-00-12}. */
  static boolean zero(String text) {
    return text.startsWith("00", 5) || text.startsWith("00", 8);
  }

  static long days(String text) {
    long year = number(text, 0, 4);
    int month = (int) number(text, 5, 7);
    return LocalDate.of((int) year, month, (int) number(text, 8, 10)).toEpochDay();
  }

  static long micros(String text) {
    return days(text) * 86_400L * SECOND + clock(text, DATE + 1);
  }

  /** TIME spans 838 hours in both directions: an interval. */
  static IntervalValue time(String text) {
    boolean negative = text.charAt(0) == '-';
    long micros = clock(text, negative ? 1 : 0);
    return new IntervalValue(0, 0, negative ? -micros : micros);
  }

  private static long clock(String text, int start) {
    int colon = text.indexOf(':', start);
    long seconds =
        number(text, start, colon) * 3600
            + number(text, colon + 1, colon + 3) * 60
            + number(text, colon + 4, colon + 6);
    return seconds * SECOND + fraction(text, colon + 6);
  }

  private static long fraction(String text, int dot) {
    long value = 0;
    for (int i = dot + 1; i <= dot + 6; i++) {
      value = value * 10 + (i < text.length() ? text.charAt(i) - '0' : 0);
    }
    return value;
  }

  private static long number(String text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }
}
