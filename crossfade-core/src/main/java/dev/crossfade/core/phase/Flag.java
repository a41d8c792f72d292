package dev.crossfade.core.phase;

/** What stands beside the phase; as long as any is raised, no gate opens. */
public enum Flag {
  /** A source's log is not continuous any more: changes may be missing. */
  GAP
}
