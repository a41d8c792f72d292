package dev.crossfade.core.spec;

/** What happens when a source table was altered in a way that concerns its entities. */
public enum DriftPolicy {
  /** The target takes it over by itself, where that needs no decision. */
  EVOLVE,
  /** Its values are not carried: that is the decision. */
  IGNORE,
  /** The table is held where it changed until somebody decides; everything else flows. */
  PARK,
  /** Its source is not followed any further. */
  FAIL
}
