package dev.crossfade.mapping.value;

import dev.crossfade.core.schema.Temporals;
import dev.crossfade.mapping.problem.MappingProblem;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The reading of a local clock inside an expression; an instant only together with a zone.
 *
 * @param micros since 1970-01-01T00:00 of that clock, or an infinity of {@link Temporals}
 */
public record LocalTimestamp(long micros) implements Comparable<LocalTimestamp> {

  /** Fractions below a microsecond are refused. */
  public static LocalTimestamp of(LocalDateTime clock) {
    return new LocalTimestamp(Instants.micros(clock.toInstant(ZoneOffset.UTC)));
  }

  /** Refuses infinity. */
  public LocalDateTime clock() {
    if (!Temporals.finite(micros)) {
      throw new RowFailure(
          MappingProblem.TIME_OUT_OF_RANGE, "an infinite timestamp has no calendar");
    }
    return LocalDateTime.ofInstant(Instants.of(micros), ZoneOffset.UTC);
  }

  @Override
  public int compareTo(LocalTimestamp other) {
    return Long.compare(micros, other.micros);
  }

  @Override
  public String toString() {
    return TemporalText.timestamp(micros);
  }
}
