package dev.crossfade.core.check;

/** Why checks ran. */
public enum CheckTrigger {
  /** History was loaded and is about to be published. */
  LOAD,
  /** Their results had become stale. */
  SCHEDULE,
  /** Somebody asked. */
  DEMAND,
  /** A pipeline asked. */
  CI
}
