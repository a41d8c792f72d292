package dev.crossfade.core.problem;

/** Who has to act on a problem, and whether trying again can help. */
public enum Kind {
  /** The operator's input is wrong; trying again unchanged fails again. */
  OPERATOR,
  /** Something outside is temporarily not available; the caller retries with backoff. */
  TRANSIENT,
  /** The data of one row is not acceptable; the row is parked, everything else flows. */
  DATA,
  /** The outcome is not known or an invariant is broken; stop, read, and tell a human. */
  ESCALATE
}
