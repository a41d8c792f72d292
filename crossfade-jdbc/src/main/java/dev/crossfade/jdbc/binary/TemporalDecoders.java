package dev.crossfade.jdbc.binary;

import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.Temporals;

/** Decodes dates and times, which PostgreSQL counts from 2000-01-01. */
final class TemporalDecoders {

  private static final long EPOCH_DAYS = 10_957;
  private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

  private TemporalDecoders() {}

  static Object date(byte[] bytes, int at, int length) {
    int days = BigEndian.int32(bytes, at);
    if (days == Integer.MAX_VALUE) {
      return Temporals.INFINITY;
    }
    return days == Integer.MIN_VALUE ? Temporals.NEGATIVE_INFINITY : days + EPOCH_DAYS;
  }

  static Object time(byte[] bytes, int at, int length) {
    return BigEndian.int64(bytes, at);
  }

  static Object timestamp(byte[] bytes, int at, int length) {
    long micros = BigEndian.int64(bytes, at);
    if (!readable(micros)) {
      throw new UnreadableValueException("a timestamp later than the year 294246");
    }
    return Temporals.finite(micros) ? micros + EPOCH_MICROS : micros;
  }

  /** Whether a timestamp as PostgreSQL counts it is one as we count it. */
  static boolean readable(long micros) {
    return micros < Temporals.INFINITY - EPOCH_MICROS || !Temporals.finite(micros);
  }

  static Object interval(byte[] bytes, int at, int length) {
    return new IntervalValue(
        BigEndian.int32(bytes, at + 12),
        BigEndian.int32(bytes, at + 8),
        BigEndian.int64(bytes, at));
  }
}
