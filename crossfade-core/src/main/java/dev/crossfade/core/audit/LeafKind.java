package dev.crossfade.core.audit;

import java.util.Locale;

/** What a leaf is about. */
public enum LeafKind {
  /** The log itself: its first leaf names its origin and key. */
  LOG,
  /** A key that signs from here on. */
  KEY,
  /** A line of a migration's journal. */
  JOURNAL,
  /** Rows that were written together. */
  LOAD,
  /** Something a person or program asked for that is in no journal. */
  ACT;

  /** The form in a leaf. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The inverse of {@link #text()}.
   *
   * @throws IllegalArgumentException when there is no such kind
   */
  public static LeafKind of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
