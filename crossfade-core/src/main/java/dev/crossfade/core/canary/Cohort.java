package dev.crossfade.core.canary;

/** Whose requests are looked at. */
public enum Cohort {
  /** Consumers whom the new stack answers. */
  NEW,
  /** As many whom the legacy stack answers. */
  BASELINE
}
