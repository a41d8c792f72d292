package dev.crossfade.core.compare;

/** How a row differs between source and production. */
public enum MismatchKind {
  /** Expected from the source, neither in production nor in quarantine. */
  MISSING,
  /** In production, not expected from the source. */
  EXTRA,
  /** In both, with different values. */
  CHANGED,
  /** Not in production as the source has it, and what quarantine holds is not that row either. */
  STALE
}
