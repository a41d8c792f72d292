package dev.crossfade.spi.target;

import java.util.List;

/**
 * Moves entities from staging to production. Held changes are drained first in several short
 * transactions, the rest of them and the move happen in one. Thread-safe.
 */
public interface Publisher {

  /** Number of changes held for an entity, to decide when draining is short enough. */
  long held(String entity);

  /**
   * Begins a transaction that applies held changes of entities to their staging tables while the
   * streams go on.
   */
  DrainSession drain();

  /**
   * Builds what production needs and can be built beforehand (indexes, constraints). Idempotent.
   */
  void ready(String entity);

  /**
   * Begins the transaction that makes these entities live. It holds the release row, so every
   * stream waits for it, and gives up with a TRANSIENT problem when locks cannot be had in time.
   */
  PublishSession publish(List<String> entities);
}
