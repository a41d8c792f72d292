package dev.crossfade.core.cutover;

import dev.crossfade.core.traffic.Side;
import java.util.Locale;
import java.util.Optional;

/**
 * Which way changes are applied. It is a durable fact of the target: whoever follows a stream reads
 * it once it owns the stream, and never applies changes against it.
 *
 * @param way where changes go
 * @param epoch of the route record that was in force when it was set; 0 before the first
 */
public record Direction(Way way, long epoch) {

  /** How every migration begins. */
  public static final Direction INITIAL = new Direction(Way.FORWARD, 0);

  /** Where changes go. */
  public enum Way {
    /** From the sources to the target. */
    FORWARD,
    /** From the target back to the sources. */
    RETURN;

    /** The way that changes go while a side takes the writes. */
    public static Way of(Side writes) {
      return writes == Side.NEW ? RETURN : FORWARD;
    }
  }

  /** As the fact says it: {@code return 17}. */
  public String text() {
    return way.name().toLowerCase(Locale.ROOT) + " " + epoch;
  }

  /**
   * What the fact says; forward while there is none.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static Direction of(Optional<String> fact) {
    return fact.map(Direction::parse).orElse(INITIAL);
  }

  private static Direction parse(String text) {
    int blank = text.indexOf(' ');
    if (blank < 0) {
      throw new IllegalArgumentException("no direction: " + text);
    }
    for (Way way : Way.values()) {
      Direction direction = new Direction(way, Long.parseLong(text.substring(blank + 1)));
      if (direction.text().equals(text)) {
        return direction;
      }
    }
    throw new IllegalArgumentException("no direction: " + text);
  }
}
