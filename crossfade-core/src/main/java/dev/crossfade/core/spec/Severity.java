package dev.crossfade.core.spec;

/** What a check that does not pass means for everything else. */
public enum Severity {
  /** Closes the gate of its entity. */
  ERROR,
  /** Is shown, and closes nothing. */
  WARN
}
