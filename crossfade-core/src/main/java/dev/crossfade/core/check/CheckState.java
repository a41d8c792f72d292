package dev.crossfade.core.check;

/** How a check ended. Only {@link #PASSED} is a pass. */
public enum CheckState {
  /** What was found is as it should be. */
  PASSED,
  /** What was found is not as it should be. */
  FAILED,
  /** It could not be found out. */
  ERROR,
  /** Not asked, because a check that it needs did not pass. */
  SKIPPED,
  /** Passed, but too long ago to be believed. */
  STALE
}
