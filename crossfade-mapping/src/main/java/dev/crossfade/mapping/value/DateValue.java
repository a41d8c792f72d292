package dev.crossfade.mapping.value;

import dev.crossfade.core.schema.Temporals;
import dev.crossfade.mapping.problem.MappingProblem;
import java.time.LocalDate;

/**
 * A calendar day inside an expression.
 *
 * @param days since 1970-01-01, or an infinity of {@link Temporals}
 */
public record DateValue(long days) implements Comparable<DateValue> {

  public static DateValue of(LocalDate date) {
    return new DateValue(date.toEpochDay());
  }

  /** Refuses infinity. */
  public LocalDate date() {
    if (!Temporals.finite(days)) {
      throw new RowFailure(MappingProblem.TIME_OUT_OF_RANGE, "an infinite date has no calendar");
    }
    return LocalDate.ofEpochDay(days);
  }

  @Override
  public int compareTo(DateValue other) {
    return Long.compare(days, other.days);
  }

  @Override
  public String toString() {
    return TemporalText.date(days);
  }
}
