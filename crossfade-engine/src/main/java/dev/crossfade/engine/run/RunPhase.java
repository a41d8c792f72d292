package dev.crossfade.engine.run;

/** How far a run is. Each phase can be reached again after a restart. */
public enum RunPhase {
  /** Logs, capture and target are prepared. */
  STARTING,
  /** The streams must prove that changes arrive before history is read. */
  LISTENING,
  /** History is copied, changes are held. */
  BACKFILL,
  /** Held changes are applied and everything is published. */
  PUBLISHING,
  /** Production follows the sources. */
  LIVE,
  /** Production is compared with the sources. */
  VERIFYING,
  /** The wanted end is reached. */
  DONE,
  /** It cannot go on. */
  FAILED,
  /** Somebody asked it to stop. */
  STOPPED;

  /** Whether nothing follows. */
  public boolean ended() {
    return this == DONE || this == FAILED || this == STOPPED;
  }
}
