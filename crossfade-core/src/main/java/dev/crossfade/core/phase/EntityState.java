package dev.crossfade.core.phase;

/** Where an entity is on its way into production. */
public enum EntityState {
  /** Nothing has been read yet. */
  WAITING,
  /** History is being copied; changes are held. */
  LOADING,
  /** History is complete in staging; changes are held until the entity is published. */
  HELD,
  /** Published: changes go to production as they come. */
  LIVE
}
