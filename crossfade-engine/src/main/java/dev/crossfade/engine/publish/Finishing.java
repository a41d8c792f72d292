package dev.crossfade.engine.publish;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.engine.publish.Draining.Drained;
import dev.crossfade.spi.target.TargetDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an entity needs once its own history is complete, while that of others may still be copied:
 * its key, then, when its streams have passed its history, what is held until that moment, which
 * makes history consistent, and then constraints and indexes. Keeps nothing that a restart would
 * miss. One thread.
 */
final class Finishing {

  private static final Logger LOG = LoggerFactory.getLogger(Finishing.class);

  private final String entity;
  private final TargetDatabase target;
  private final Readiness readiness;
  private final Draining draining;
  private Stage stage = Stage.KEY;
  private long toDrain;

  Finishing(String entity, TargetDatabase target, Readiness readiness, Draining draining) {
    this.entity = entity;
    this.target = target;
    this.readiness = readiness;
    this.draining = draining;
  }

  private enum Stage {
    KEY,
    MARKS,
    CATCH_UP,
    BUILD,
    READY
  }

  /** Whether nothing is left to do but to follow what is held meanwhile. */
  boolean ready() {
    return stage == Stage.READY;
  }

  /** Does one thing; false when there is nothing to do for the moment. History is complete. */
  boolean step() {
    return switch (stage) {
      case KEY -> key();
      case MARKS -> passed();
      case CATCH_UP -> catchUp();
      case BUILD -> build();
      case READY -> false;
    };
  }

  private boolean key() {
    if (target.progress().entityStates().get(entity) != EntityState.HELD) {
      long parked = target.loader().complete(entity);
      LOG.info("history complete: entity={} duplicateKeys={}", entity, parked);
    }
    stage = Stage.MARKS;
    return true;
  }

  private boolean passed() {
    if (!readiness.marksPassed(entity)) {
      return false;
    }
    toDrain = draining.held(entity);
    stage = Stage.CATCH_UP;
    return true;
  }

  /** Everything held until now: after it, staging is consistent and indexes can be built. */
  private boolean catchUp() {
    if (toDrain <= 0) {
      stage = Stage.BUILD;
      return true;
    }
    Drained drained = draining.drain(entity);
    if (drained instanceof Drained.Applied applied) {
      toDrain = applied.changes() == 0 ? 0 : toDrain - applied.changes();
    } else {
      stage = Stage.KEY;
    }
    return true;
  }

  private boolean build() {
    target.publisher().ready(entity);
    LOG.info("ready to be published: entity={}", entity);
    stage = Stage.READY;
    return true;
  }
}
