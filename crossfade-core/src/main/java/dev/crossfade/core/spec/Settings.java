package dev.crossfade.core.spec;

/**
 * Sizes a user may tune; every one has a default that works.
 *
 * @param workers parallel chunk readers
 * @param chunkRows rows per chunk of history
 * @param streamBatchChanges most changes applied in one target transaction
 * @param quarantineLimit refused rows above which the line stops
 * @param verifyMinutes how old the last full pass of an entity may become before whoever carries
 *     the migration out compares all its rows again unasked; 0 when nobody does
 * @param throttle how much of a source history may use up
 */
public record Settings(
    int workers,
    int chunkRows,
    int streamBatchChanges,
    long quarantineLimit,
    int verifyMinutes,
    Throttle throttle) {

  /** How often all rows are compared unless the specification says otherwise. */
  public static final int USUAL_VERIFY_MINUTES = 60;

  public static final Settings DEFAULTS = new Settings(2, 50_000, 5_000, 10_000, Throttle.NONE);

  public Settings {
    positive("workers", workers);
    positive("chunkRows", chunkRows);
    positive("streamBatchChanges", streamBatchChanges);
    if (quarantineLimit < 0) {
      throw new IllegalArgumentException("quarantineLimit is negative: " + quarantineLimit);
    }
    if (verifyMinutes < 0) {
      throw new IllegalArgumentException("verifyMinutes is negative: " + verifyMinutes);
    }
  }

  /** One that says nothing of comparisons: they are as usual. */
  public Settings(
      int workers, int chunkRows, int streamBatchChanges, long quarantineLimit, Throttle throttle) {
    this(workers, chunkRows, streamBatchChanges, quarantineLimit, USUAL_VERIFY_MINUTES, throttle);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + value);
    }
  }
}
