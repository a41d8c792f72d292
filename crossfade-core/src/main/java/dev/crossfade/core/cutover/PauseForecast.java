package dev.crossfade.core.cutover;

import java.time.Duration;

/**
 * How long writes are likely to wait.
 *
 * @param gateways until all of them have obeyed a record
 * @param oldest the longest that a transaction in flight is open, and may go on as long again
 * @param behind changes that the other side has not applied
 * @param perSecond changes that it applies in a second
 * @param fixed what comparing, opening and releasing take
 * @param whole what it takes longer to compare entities without key as a whole
 */
public record PauseForecast(
    Duration gateways,
    Duration oldest,
    long behind,
    double perSecond,
    Duration fixed,
    Duration whole) {

  /** The whole pause; longer than any budget when nothing is applied. */
  public Duration pause() {
    return gateways.plus(oldest).plus(catchUp()).plus(fixed).plus(whole);
  }

  private Duration catchUp() {
    if (behind <= 0) {
      return Duration.ZERO;
    }
    return perSecond > 0
        ? Duration.ofMillis((long) Math.min(Long.MAX_VALUE / 4.0, behind * 1000.0 / perSecond))
        : Duration.ofDays(365);
  }

  /** Whether it fits. */
  public boolean fits(Duration budget) {
    return pause().compareTo(budget) <= 0;
  }
}
