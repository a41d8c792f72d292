package dev.crossfade.core.compare;

/** How a row differs between source and production. */
public enum MismatchKind {
  /** Expected from the source, not in production. */
  MISSING,
  /** In production, not expected from the source. */
  EXTRA,
  /** In both, with different values. */
  CHANGED
}
