package dev.crossfade.core.schema;

/** What a source's log holds of the row as it was before an update or delete. */
public enum ReplicaIdentity {
  /** The key's columns only. */
  KEY,
  /** All columns. */
  FULL,
  /** Nothing: updates and deletes cannot be followed. */
  NOTHING
}
