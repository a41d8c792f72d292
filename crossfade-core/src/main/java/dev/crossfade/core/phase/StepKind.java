package dev.crossfade.core.phase;

import dev.crossfade.core.problem.Kind;

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
  /** Capture the target, and prove that its changes arrive: the way back. */
  ARM_RETURN(Undone.FAILS),
  /** Move the clients to the new stack. */
  CROSS(Undone.FAILS),
  /** Move the clients back to the legacy stack. */
  CROSS_BACK(Undone.FAILS),
  /** Remove the capture of the target, if there is any. */
  RETIRE_RETURN(Undone.AGAIN),
  /** Remove the capture of the sources: nothing follows them ever again. */
  RETIRE_CAPTURE(Undone.AGAIN),
  /** Let everything go that moves data, and wait until it has ended. */
  REST;

  /** What follows when a step was not done. */
  private enum Undone {
    /** It is tried again if that may help, also after an end that had to be read. */
    AGAIN_IF_IT_HELPS,
    /** It is never begun again by itself, whatever became of it. */
    FAILS,
    /** It is tried until it is done. */
    AGAIN
  }

  private final Undone undone;

  StepKind() {
    this(Undone.AGAIN_IF_IT_HELPS);
  }

  StepKind(Undone undone) {
    this.undone = undone;
  }

  /**
   * Whether the phase fails when this step was not done.
   *
   * @param read how that became known
   * @param why it was not done
   */
  boolean fails(End read, Kind why) {
    return switch (undone) {
      case AGAIN_IF_IT_HELPS -> read == End.REPORTED && why != Kind.TRANSIENT;
      case FAILS -> true;
      case AGAIN -> false;
    };
  }

  /** Whether this step takes away what streams are carried by. */
  public boolean removes() {
    return this == RETIRE_RETURN || this == RETIRE_CAPTURE;
  }

  /** How it became known that a step was not done. */
  enum End {
    REPORTED,
    READ
  }
}
