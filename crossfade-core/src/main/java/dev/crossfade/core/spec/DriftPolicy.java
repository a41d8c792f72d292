package dev.crossfade.core.spec;

/**
 * What happens when a source table was altered in a way that concerns its entities, the strictest
 * last.
 */
public enum DriftPolicy {
  /** Its values are not carried: that is the decision. */
  IGNORE,
  /** Its values get a column of their own without anybody being asked, where that is possible. */
  EVOLVE,
  /** The table is held where it changed until somebody decides; everything else flows. */
  PARK,
  /** Its source is not followed any further. */
  FAIL
}
