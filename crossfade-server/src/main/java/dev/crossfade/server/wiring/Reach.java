package dev.crossfade.server.wiring;

/** How far a verification goes. */
public enum Reach {
  /** All rows. */
  ALL,
  /** Rows whose keys were touched since the last verdict; all rows where that is not possible. */
  SINCE_LAST
}
