package dev.crossfade.mapping.conform;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Temporals;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.Instants;
import dev.crossfade.mapping.value.LocalTimestamp;
import dev.crossfade.mapping.value.RowFailure;
import dev.crossfade.mapping.value.ZoneTable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Conversions and ranges of dates and times; the ranges are PostgreSQL's. */
final class Times {

  private static final long FIRST_DAY = -2_440_588L;
  private static final long LAST_DAY = LocalDate.of(5_874_897, 12, 31).toEpochDay();
  private static final long DAY = 86_400_000_000L;
  private static final long FIRST_MICRO = FIRST_DAY * DAY;

  private Times() {}

  static @Nullable Conversion conversion(LogicalType from, LogicalType to, @Nullable String zone) {
    if (from instanceof LogicalType.Date && to instanceof LogicalType.Date) {
      return value -> ranged(value, FIRST_DAY, LAST_DAY);
    }
    if (from instanceof LogicalType.Time && to instanceof LogicalType.Time) {
      return value -> ranged(value, 0, DAY);
    }
    if (from instanceof LogicalType.TimestampTz && to instanceof LogicalType.TimestampTz) {
      return Times::timestamp;
    }
    if (!(from instanceof LogicalType.Timestamp)) {
      return null;
    }
    if (to instanceof LogicalType.Timestamp) {
      return Times::timestamp;
    }
    return to instanceof LogicalType.TimestampTz && zone != null ? zoned(ZoneTable.of(zone)) : null;
  }

  private static Conversion zoned(ZoneTable zone) {
    return value -> {
      long micros = (Long) value;
      return Temporals.finite(micros)
          ? timestamp(Instants.micros(zone.instant(new LocalTimestamp(micros))))
          : value;
    };
  }

  private static Object timestamp(Object value) {
    return ranged(value, FIRST_MICRO, Long.MAX_VALUE);
  }

  private static Object ranged(Object value, long first, long last) {
    long number = (Long) value;
    if (Temporals.finite(number) && (number < first || number > last)) {
      throw new RowFailure(
          MappingProblem.TIME_OUT_OF_RANGE, "the value is outside the range of the column");
    }
    return value;
  }
}
