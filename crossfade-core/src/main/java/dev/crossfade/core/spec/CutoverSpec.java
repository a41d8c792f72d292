package dev.crossfade.core.spec;

/**
 * What has to hold before clients are moved, and how long that may take.
 *
 * @param maxWritePauseMillis how long writes may wait; whoever takes longer goes back by himself
 * @param windowHours how long the way back is kept open afterwards
 * @param verificationAgeMinutes how old the last verdict of each entity may be
 * @param maxLagMillis how far a stream may be behind
 * @param maxTransactionSeconds how long a transaction may be open already that writes in scope
 * @param maxParked changes in quarantine, or kept because they cannot be brought back
 */
public record CutoverSpec(
    int maxWritePauseMillis,
    int windowHours,
    int verificationAgeMinutes,
    int maxLagMillis,
    int maxTransactionSeconds,
    long maxParked) {

  /** The longest pause that may be asked for: gateways hold writes for no longer. */
  public static final int LONGEST_PAUSE_MILLIS = 100_000;

  /** What holds unless the specification says otherwise. */
  public static final CutoverSpec DEFAULTS = new CutoverSpec(5_000, 72, 24 * 60, 2_000, 60, 0);

  public CutoverSpec {
    if (maxWritePauseMillis < 1 || maxWritePauseMillis > LONGEST_PAUSE_MILLIS) {
      throw new IllegalArgumentException("maxWritePauseMillis is " + maxWritePauseMillis);
    }
    if (windowHours < 1
        || verificationAgeMinutes < 1
        || maxLagMillis < 1
        || maxTransactionSeconds < 1
        || maxParked < 0) {
      throw new IllegalArgumentException("limits of a cutover are positive");
    }
  }
}
