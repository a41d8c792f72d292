package dev.crossfade.mapping.value;

/** What a target column still says about the source. */
public enum Reversibility {
  /** The source column's value can be restored exactly. */
  INVERTIBLE,
  /** A source value can be restored, but not always the one that was there. */
  LOSSY,
  /** Nothing can be restored: a constant, a hash, a mix of columns. */
  ONE_WAY
}
