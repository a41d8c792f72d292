package dev.crossfade.engine.publish;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.spi.target.DrainSession;
import dev.crossfade.spi.target.TargetDatabase;

/** Takes held changes batch by batch, and counts each of them once. One thread. */
final class Draining {

  private final TargetDatabase target;
  private final HeldChanges held;
  private final int batch;
  private final SeamCount seam = new SeamCount();

  /**
   * @param batch most changes taken at once
   */
  Draining(TargetDatabase target, HeldChanges held, int batch) {
    this.target = target;
    this.held = held;
    this.batch = batch;
  }

  /** What became of a batch. */
  sealed interface Drained {
    /** So many changes are applied. */
    record Applied(long changes) implements Drained {}

    /** Nobody knows whether they are applied. */
    record Unknown() implements Drained {}
  }

  /** How many changes of an entity are held. */
  long held(String entity) {
    return target.publisher().held(entity);
  }

  /** Applies the oldest held changes of an entity in a transaction of their own. */
  Drained drain(String entity) {
    try (DrainSession session = target.publisher().drain()) {
      Taken taken = take(session, entity);
      Outcome<Void> outcome = session.commit();
      if (outcome instanceof Outcome.NotDone<Void> notDone) {
        throw notDone.why().raise();
      }
      if (outcome instanceof Outcome.Unknown<Void>) {
        seam.silent(taken);
        return new Drained.Unknown();
      }
      seam.applied(taken);
      return new Drained.Applied(taken.changes());
    }
  }

  /** Applies all that is held of an entity at this moment; less when nobody knows of a batch. */
  void catchUp(String entity) {
    try {
      long rest = held(entity);
      while (rest > 0 && drain(entity) instanceof Drained.Applied done && done.changes() > 0) {
        rest -= done.changes();
      }
    } catch (ProblemException e) {
      reset();
      throw e;
    }
  }

  /** The same in a transaction of somebody else, who commits it. */
  Taken take(DrainSession session, String entity) {
    Taken taken = held.drain(session, entity, batch);
    seam.took(taken);
    return taken;
  }

  /** Changes applied so far for certain. */
  long applied() {
    return seam.applied();
  }

  /** Lets connections go. */
  void reset() {
    held.close();
  }
}
