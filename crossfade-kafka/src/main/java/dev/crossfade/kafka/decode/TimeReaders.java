package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.schema.Temporals;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Dates and times. PostgreSQL's infinities arrive as overflowed numbers that no calendar of
 * PostgreSQL contains; decision record 0003 lists them.
 */
final class TimeReaders {

  private static final long FIRST_DAY = -2_440_588L;
  private static final long LAST_DAY = 2_145_042_905L;
  private static final long DAYS_TO_2000 = 10_957L;
  // Integer.MAX_VALUE and MIN_VALUE days after 2000-01-01, overflowed
  private static final long DATE_INFINITY = Integer.MIN_VALUE + DAYS_TO_2000 - 1;
  private static final long DATE_NEGATIVE_INFINITY = Integer.MIN_VALUE + DAYS_TO_2000;
  // in arrays, by way of java.sql.Date; a day or two off depending on the worker's time zone
  private static final long ARRAY_INFINITY = -622_191_234L;
  private static final long ARRAY_NEGATIVE_INFINITY = -625_821_272L;
  private static final long MICROS_INFINITY = 9_223_372_036_825_200_000L;
  private static final long MICROS_NEGATIVE_INFINITY = -9_223_372_036_832_400_000L;
  // in arrays: the years that java.sql.Timestamp makes of the driver's markers
  private static final int YEAR_INFINITY = 292_278_994;
  private static final int YEAR_NEGATIVE_INFINITY = 292_269_055;

  private TimeReaders() {}

  static Object date(JsonNode node) {
    long days = NumberReaders.integer(node);
    if (days >= FIRST_DAY && days <= LAST_DAY) {
      return days;
    }
    if (days == DATE_INFINITY || Math.abs(days - ARRAY_INFINITY) <= 2) {
      return Temporals.INFINITY;
    }
    if (days == DATE_NEGATIVE_INFINITY || Math.abs(days - ARRAY_NEGATIVE_INFINITY) <= 2) {
      return Temporals.NEGATIVE_INFINITY;
    }
    throw new UnreadableValueException("a date outside the database's calendar");
  }

  static Object time(JsonNode node) {
    return NumberReaders.integer(node);
  }

  static Object timestamp(JsonNode node) {
    if (node.isTextual()) {
      return instant(node);
    }
    long micros = NumberReaders.integer(node);
    if (micros == MICROS_INFINITY) {
      return Temporals.INFINITY;
    }
    if (micros == MICROS_NEGATIVE_INFINITY) {
      return Temporals.NEGATIVE_INFINITY;
    }
    if (!Temporals.finite(micros)) {
      throw tooLate();
    }
    return micros;
  }

  static Object instant(JsonNode node) {
    if (node.isNumber()) {
      return timestamp(node);
    }
    String text = NumberReaders.textOf(node);
    if (text.equals("infinity")) {
      return Temporals.INFINITY;
    }
    return text.equals("-infinity") ? Temporals.NEGATIVE_INFINITY : parse(text);
  }

  private static long parse(String text) {
    OffsetDateTime time = OffsetDateTime.parse(text);
    if (time.getYear() == YEAR_INFINITY) {
      return Temporals.INFINITY;
    }
    if (time.getYear() == YEAR_NEGATIVE_INFINITY) {
      return Temporals.NEGATIVE_INFINITY;
    }
    LocalDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    long seconds = utc.toEpochSecond(ZoneOffset.UTC);
    if (seconds >= Temporals.INFINITY / 1_000_000L) {
      throw tooLate();
    }
    return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), utc.getNano() / 1000);
  }

  /** Debezium lets such a timestamp saturate at the largest number. */
  private static UnreadableValueException tooLate() {
    return new UnreadableValueException("a timestamp later than the year 294246");
  }
}
