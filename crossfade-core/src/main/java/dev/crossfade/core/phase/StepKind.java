package dev.crossfade.core.phase;

/**
 * What a step does, in the order in which kinds occur. Plans list the same kinds that the phases
 * carry out.
 */
public enum StepKind {
  /** Create control tables, staging zone and types in the target. */
  PREPARE_TARGET,
  /** Make a source's log readable for the tables in scope. */
  OPEN_LOG,
  /** Let capture carry a source's log into its topic, and hold what arrives. */
  START_CAPTURE,
  /** Copy the history of a table through its mapping into staging, in parallel chunks. */
  COPY_HISTORY,
  /** Apply to staging what changed while history was copied, build keys and indexes. */
  APPLY_HELD,
  /** Move all entities to production in one transaction. */
  PUBLISH,
  /** Apply changes to production as they are committed at a source. */
  FOLLOW,
  /** Read an entity's sources again, map, and compare with production. */
  VERIFY,
  /** Read history again behind the running stream, for what is live already. */
  RELOAD,
  /** Let everything go that moves data, and wait until it has ended. */
  REST
}
