package dev.crossfade.core.compare;

import java.time.Instant;

/** Which rows a verdict speaks of. */
public sealed interface Coverage {

  /**
   * All rows of both sides were read.
   *
   * @param because why, where upkeep had been asked for; else empty
   */
  record Full(String because) implements Coverage {

    /** A full pass as was asked for. */
    public static final Full ASKED = new Full("");
  }

  /**
   * Only rows whose keys a change touched since a full pass that found all equal. Corruption of
   * another row leaves no trace in the log and is not seen.
   *
   * @param fullPass when that full pass began, as of which all other rows were equal
   * @param touched how many keys were looked at again
   */
  record Upkeep(Instant fullPass, long touched) implements Coverage {}

  /** Whether all rows were read. */
  default boolean full() {
    return this instanceof Full;
  }
}
