package dev.crossfade.server.wiring;

/** When a run is done. */
public enum Until {
  /** All entities are live. */
  PUBLISHED,
  /** All entities are live and have been compared. */
  VERIFIED,
  /** Never by itself. */
  FOREVER
}
