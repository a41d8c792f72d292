package dev.crossfade.core.change;

/** Where a transaction of a database comes from. */
public enum Origin {
  /** Somebody wrote it there: an application, or a person. */
  OTHERS,
  /**
   * The way back wrote it: it is what a change of the target became in a source, and must never be
   * carried to the target again.
   */
  WAY_BACK
}
