package dev.crossfade.server.view;

/** What a plan was made from. */
public enum PlanBasis {
  /** The sources and the target, as they are now. */
  DATABASES,
  /** The tables as {@code catalog.lock} has them; no database was asked. */
  LOCK
}
