package dev.crossfade.core.check;

/** Why checks ran. */
public enum CheckTrigger {
  /** History was loaded and is about to be published, or changes were applied since. */
  LOAD,
  /** Their results had become stale. */
  SCHEDULE,
  /** Somebody asked. */
  DEMAND,
  /** A pipeline asked. */
  CI
}
