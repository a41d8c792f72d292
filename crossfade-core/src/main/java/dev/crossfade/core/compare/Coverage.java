package dev.crossfade.core.compare;

import java.time.Instant;

/** Which rows a verdict speaks of. */
public sealed interface Coverage {

  /**
   * All rows of both sides were read.
   *
   * @param because why, where upkeep had been asked for; else empty
   * @param digest of what it read of production, as {@link BucketDigests#total}; empty when it is
   *     not known
   */
  record Full(String because, String digest) implements Coverage {

    /** A full pass as was asked for. */
    public static final Full ASKED = new Full("");

    /** One of which no digest is known. */
    public Full(String because) {
      this(because, "");
    }
  }

  /**
   * Only rows whose keys a change touched since a full pass that found all equal. Corruption of
   * another row leaves no trace in the log and is not seen.
   *
   * @param fullPass when that full pass began, as of which all other rows were equal
   * @param touched how many keys were looked at again
   * @param digest of what that full pass read of production; empty when it is not known
   */
  record Upkeep(Instant fullPass, long touched, String digest) implements Coverage {

    /** One of which no digest is known. */
    public Upkeep(Instant fullPass, long touched) {
      this(fullPass, touched, "");
    }
  }

  /** What all rows of production added up to when they were read last; empty when not known. */
  String digest();

  /** Whether all rows were read. */
  default boolean full() {
    return this instanceof Full;
  }
}
