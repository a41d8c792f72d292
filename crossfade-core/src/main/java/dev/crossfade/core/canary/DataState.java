package dev.crossfade.core.canary;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the data behind the new stack.
 *
 * @param lag by how much it is behind the sources; null when nobody knows
 * @param parity whether it equals them
 * @param age of the oldest proof that it does; null when there is none
 * @param why in a sentence
 */
public record DataState(@Nullable Duration lag, Parity parity, @Nullable Duration age, String why) {

  /** Nothing is known. */
  public static final DataState UNKNOWN =
      new DataState(null, Parity.UNKNOWN, null, "nobody knows whether the data is right");

  /** Whether data equals its sources. */
  public enum Parity {
    EQUAL,
    DIFFERENT,
    /** That is no pass. */
    UNKNOWN
  }
}
