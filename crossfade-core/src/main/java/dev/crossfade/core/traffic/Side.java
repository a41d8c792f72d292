package dev.crossfade.core.traffic;

import java.util.Locale;

/** One of the two stacks that requests can go to. */
public enum Side {
  LEGACY,
  NEW;

  /** The word in files, records and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The other stack. */
  public Side other() {
    return this == LEGACY ? NEW : LEGACY;
  }

  /**
   * The inverse of {@link #word()}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Side of(String word) {
    for (Side side : values()) {
      if (side.word().equals(word)) {
        return side;
      }
    }
    throw new IllegalArgumentException("no stack: " + word);
  }
}
