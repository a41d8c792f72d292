package dev.crossfade.core.cutover;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the way back is kept open, counted by elapsed time. A clock that jumps forward takes
 * nothing of it: only what a running process has seen pass is counted, and the time between two
 * processes by the clock up to a bound. A clock that jumps back gives nothing back.
 *
 * @param length of the whole window
 * @param elapsed of it
 * @param seenAt the clock when that was counted
 */
public record RollbackWindow(Duration length, Duration elapsed, Instant seenAt) {

  /** The usual one. */
  public static final Duration USUAL = Duration.ofHours(72);

  public RollbackWindow {
    if (length.isNegative() || length.isZero() || elapsed.isNegative()) {
      throw new IllegalArgumentException("a window has a length, and time does not run back");
    }
  }

  /** Begins with the moment at which the clients moved. */
  public static RollbackWindow begin(Duration length, Instant now) {
    return new RollbackWindow(length, Duration.ZERO, now);
  }

  /** After a process has seen this much time pass by a clock that cannot be set. */
  public RollbackWindow after(Duration passed, Instant now) {
    Duration counted = passed.isNegative() ? Duration.ZERO : passed;
    return new RollbackWindow(length, elapsed.plus(counted), later(now));
  }

  /**
   * As a process finds it that did not see the time since.
   *
   * @param longest that nobody can have been there; a clock that says more has jumped
   */
  public RollbackWindow resumed(Instant now, Duration longest) {
    Duration since = Duration.between(seenAt, now);
    Duration counted = since.isNegative() ? Duration.ZERO : since;
    return new RollbackWindow(
        length, elapsed.plus(counted.compareTo(longest) > 0 ? longest : counted), later(now));
  }

  private Instant later(Instant now) {
    return now.isAfter(seenAt) ? now : seenAt;
  }

  /** Keeps it open for longer. */
  public RollbackWindow extended(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("a window is not made shorter");
    }
    return new RollbackWindow(length.plus(by), elapsed, seenAt);
  }

  /** What is left, not less than nothing. */
  public Duration left() {
    Duration left = length.minus(elapsed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  public boolean over() {
    return left().isZero();
  }

  /** As the fact says it: seconds of the whole, milliseconds that passed, and when that was. */
  public String text() {
    return length.toSeconds() + " " + elapsed.toMillis() + " " + seenAt;
  }

  /**
   * The inverse of {@link #text()}.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static RollbackWindow parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("no window: " + text);
    }
    return new RollbackWindow(
        Duration.ofSeconds(Long.parseLong(parts[0])),
        Duration.ofMillis(Long.parseLong(parts[1])),
        Instant.parse(parts[2]));
  }
}
