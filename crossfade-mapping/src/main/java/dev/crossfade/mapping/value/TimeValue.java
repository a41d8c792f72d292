package dev.crossfade.mapping.value;

/**
 * A time of day inside an expression.
 *
 * @param micros since midnight, 24:00 included
 */
public record TimeValue(long micros) implements Comparable<TimeValue> {

  @Override
  public int compareTo(TimeValue other) {
    return Long.compare(micros, other.micros);
  }

  @Override
  public String toString() {
    return TemporalText.time(micros);
  }
}
