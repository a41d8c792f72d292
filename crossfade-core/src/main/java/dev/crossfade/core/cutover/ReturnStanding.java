package dev.crossfade.core.cutover;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a source follows the new stack.
 *
 * @param source its name
 * @param state what brings changes back does
 * @param mark number of the target's last mark that the source has reached; 0 before the first
 * @param asOf when that was written; null before the first
 * @param position in the target's log up to which the source has everything; empty before
 * @param waiting rows that could not be brought back; -1 when nobody could ask
 * @param trouble why it stopped; empty when it did not
 */
public record ReturnStanding(
    String source,
    State state,
    long mark,
    @Nullable Instant asOf,
    String position,
    long waiting,
    String trouble) {

  private static final int PARTS = 7;

  /** What brings changes back into a source does. */
  public enum State {
    /** Changes go forward. */
    RESTING,
    /** It looks for where to begin. */
    SEARCHING,
    FOLLOWING,
    STOPPED
  }

  /** How old the last mark is that the source has; empty before the first. */
  public Optional<Duration> lag(Instant now) {
    Instant at = asOf;
    return at == null
        ? Optional.empty()
        : Optional.of(Duration.between(at, now)).map(lag -> lag.isNegative() ? Duration.ZERO : lag);
  }

  /** Why clients could not go back now for what this source lacks; empty when they could. */
  public Optional<String> hindrance(Instant now, Duration most) {
    if (state != State.FOLLOWING) {
      return Optional.of(source + " is " + state + (trouble.isEmpty() ? "" : ": " + trouble));
    } else if (lag(now).filter(lag -> lag.compareTo(most) <= 0).isEmpty()) {
      return Optional.of(
          source
              + lag(now).map(lag -> " is " + lag.toMillis() + " ms behind").orElse(" has no mark"));
    } else if (waiting != 0) {
      return Optional.of(
          waiting < 0
              ? source + " could not be asked what it lacks"
              : source + " lacks " + waiting + " rows that could not be brought back");
    }
    return Optional.empty();
  }

  /** As the fact says it: one line. */
  String text() {
    return String.join(
        "\t",
        source,
        state.name(),
        Long.toString(mark),
        asOf == null ? "" : asOf.toString(),
        flat(position),
        Long.toString(waiting),
        flat(trouble));
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }

  static ReturnStanding parse(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("no standing of a way back: " + line);
    }
    return new ReturnStanding(
        parts[0],
        State.valueOf(parts[1]),
        Long.parseLong(parts[2]),
        parts[3].isEmpty() ? null : Instant.parse(parts[3]),
        parts[4],
        Long.parseLong(parts[5]),
        parts[6]);
  }
}
