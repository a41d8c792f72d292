package dev.crossfade.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long to rest between looks at something that takes the longer to look at the more there is of
 * it. Looking takes a twentieth of the time at most, so all looks together cost in proportion to
 * the time and not to its square. One thread.
 */
public final class Looks {

  private static final int RESTS_PER_LOOK = 20;

  private final Clock clock;
  private final Duration least;
  private final Duration most;
  private Instant began;

  /**
   * @param least shortest rest
   * @param most longest rest
   */
  public Looks(Clock clock, Duration least, Duration most) {
    this.clock = clock;
    this.least = least;
    this.most = most;
    this.began = clock.instant();
  }

  /** A look begins. */
  public void begin() {
    began = clock.instant();
  }

  /** It has ended; returns how long to rest now. */
  public Duration rest() {
    Duration rest = Duration.between(began, clock.instant()).multipliedBy(RESTS_PER_LOOK);
    if (rest.compareTo(least) < 0) {
      return least;
    }
    return rest.compareTo(most) > 0 ? most : rest;
  }
}
