package dev.crossfade.core.spec;

import org.jspecify.annotations.Nullable;

/**
 * What has to hold before clients are moved, and how long that may take.
 *
 * @param maxWritePauseMillis how long writes may wait; whoever takes longer goes back by himself
 * @param windowHours how long the way back is kept open afterwards
 * @param verificationAgeMinutes how old the last verdict of each entity may be
 * @param maxLagMillis how far a stream may be behind
 * @param maxTransactionSeconds how long a transaction may be open already that writes in scope
 * @param maxParked changes in quarantine, or kept because they cannot be brought back
 * @param maxKeptLogMegabytes how much of its log a database may keep for whoever reads it
 * @param rehearsalDays how long ago clients may have been brought back last; 0 when nobody asks
 * @param changeWindow when clients may be moved to the new stack; null for always
 * @param canaries whether routes need a canary that was judged through
 */
public record CutoverSpec(
    int maxWritePauseMillis,
    int windowHours,
    int verificationAgeMinutes,
    int maxLagMillis,
    int maxTransactionSeconds,
    long maxParked,
    int maxKeptLogMegabytes,
    int rehearsalDays,
    @Nullable ChangeWindow changeWindow,
    Canaries canaries) {

  /** The longest pause that may be asked for: gateways hold writes for no longer. */
  public static final int LONGEST_PAUSE_MILLIS = 100_000;

  /** As much of a log as is kept without anybody having to look. */
  public static final int USUAL_LOG_MEGABYTES = 10_240;

  /** How long ago a way back may have been gone last, unless the specification says otherwise. */
  public static final int USUAL_REHEARSAL_DAYS = 30;

  /** What holds unless the specification says otherwise. */
  public static final CutoverSpec DEFAULTS = new CutoverSpec(5_000, 72, 24 * 60, 2_000, 60, 0);

  /** Whether readers have to have come to the new stack by a canary first. */
  public enum Canaries {
    /** Only one that was begun has to go through its steps, judged or by hand. */
    OPTIONAL,
    /** Each route needs one since the last move, and a judge that let every step of it pass. */
    REQUIRED
  }

  public CutoverSpec {
    if (maxWritePauseMillis < 1 || maxWritePauseMillis > LONGEST_PAUSE_MILLIS) {
      throw new IllegalArgumentException("maxWritePauseMillis is " + maxWritePauseMillis);
    }
    if (windowHours < 1
        || verificationAgeMinutes < 1
        || maxLagMillis < 1
        || maxTransactionSeconds < 1
        || maxParked < 0
        || maxKeptLogMegabytes < 1
        || rehearsalDays < 0) {
      throw new IllegalArgumentException("limits of a cutover are positive");
    }
  }

  /** One that says nothing of logs, rehearsals, times of the week, canaries: they are as usual. */
  public CutoverSpec(
      int maxWritePauseMillis,
      int windowHours,
      int verificationAgeMinutes,
      int maxLagMillis,
      int maxTransactionSeconds,
      long maxParked) {
    this(
        maxWritePauseMillis,
        windowHours,
        verificationAgeMinutes,
        maxLagMillis,
        maxTransactionSeconds,
        maxParked,
        USUAL_LOG_MEGABYTES,
        USUAL_REHEARSAL_DAYS,
        null,
        Canaries.OPTIONAL);
  }
}
