package dev.crossfade.mapping.value;

import dev.crossfade.core.schema.Temporals;
import dev.crossfade.mapping.problem.MappingProblem;
import java.time.Instant;

/** Between the microseconds of rows and the instants of expressions. */
public final class Instants {

  private static final long MICROS = 1_000_000L;

  private Instants() {}

  /** Infinities become the ends of {@link Instant}, so that comparisons are right. */
  public static Instant of(long micros) {
    if (micros == Temporals.INFINITY) {
      return Instant.MAX;
    }
    if (micros == Temporals.NEGATIVE_INFINITY) {
      return Instant.MIN;
    }
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
  }

  /** Refuses what microseconds cannot hold exactly. */
  public static long micros(Instant instant) {
    if (instant.equals(Instant.MAX)) {
      return Temporals.INFINITY;
    }
    if (instant.equals(Instant.MIN)) {
      return Temporals.NEGATIVE_INFINITY;
    }
    if (instant.getNano() % 1_000 != 0) {
      throw new RowFailure(
          MappingProblem.TIME_OUT_OF_RANGE, "a fraction below a microsecond cannot be stored");
    }
    try {
      long seconds = Math.multiplyExact(instant.getEpochSecond(), MICROS);
      return Math.addExact(seconds, instant.getNano() / 1_000);
    } catch (ArithmeticException e) {
      throw new RowFailure(MappingProblem.TIME_OUT_OF_RANGE, "a timestamp is out of range");
    }
  }
}
