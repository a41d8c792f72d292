package dev.crossfade.jdbc.binary;

import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.Temporals;

/** Dates and times, which PostgreSQL counts from 2000-01-01. */
final class TemporalEncoders {

  private static final long DAYS_TO_2000 = 10_957;
  private static final long MICROS_TO_2000 = DAYS_TO_2000 * 86_400_000_000L;
  private static final long FIRST_DAY = -2_451_545;
  private static final long LAST_DAY = 2_145_031_948;
  private static final long FIRST_MICRO = -211_813_488_000_000_000L;
  private static final long LAST_MICRO = 9_223_371_331_199_999_999L;
  private static final long DAY_MICROS = 86_400_000_000L;

  private TemporalEncoders() {}

  static void date(CopyBuffer out, Object value) {
    long days = (Long) value;
    if (days == Temporals.INFINITY) {
      out.putInt(Integer.MAX_VALUE);
    } else if (days == Temporals.NEGATIVE_INFINITY) {
      out.putInt(Integer.MIN_VALUE);
    } else {
      long shifted = days < FIRST_DAY ? Long.MIN_VALUE : days - DAYS_TO_2000;
      if (shifted < FIRST_DAY || shifted > LAST_DAY) {
        throw ValueRefusedException.badTime("date");
      }
      out.putInt((int) shifted);
    }
  }

  static void timestamp(CopyBuffer out, Object value) {
    long micros = (Long) value;
    if (!Temporals.finite(micros)) {
      out.putLong(micros);
      return;
    }
    long shifted = micros < FIRST_MICRO ? Long.MIN_VALUE : micros - MICROS_TO_2000;
    if (shifted < FIRST_MICRO || shifted > LAST_MICRO) {
      throw ValueRefusedException.badTime("timestamp");
    }
    out.putLong(shifted);
  }

  static void time(CopyBuffer out, Object value) {
    long micros = (Long) value;
    if (micros < 0 || micros > DAY_MICROS) {
      throw ValueRefusedException.badTime("time");
    }
    out.putLong(micros);
  }

  static void interval(CopyBuffer out, Object value) {
    IntervalValue interval = (IntervalValue) value;
    out.putLong(interval.micros());
    out.putInt(interval.days());
    out.putInt(interval.months());
  }
}
