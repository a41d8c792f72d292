package dev.crossfade.engine.run;

import dev.crossfade.engine.Work;
import java.util.function.BooleanSupplier;

/** Steps pieces of work, in threads of their own or however a simulation likes. */
public interface Runner {

  /** Begins to step this work until it says that nothing is left, or everything stops. */
  void start(Work work);

  /**
   * Goes on stepping until something is so, but for no longer than stopping may take.
   *
   * @return whether it is so
   */
  default boolean await(BooleanSupplier done) {
    return done.getAsBoolean();
  }

  /**
   * Steps nothing any more, lets every work go, and waits until all have ended their current step.
   * Idempotent.
   *
   * @return whether all have; what has not is stuck in a call of somebody else
   */
  boolean stop();

  /** Whether nothing is in a step any more; does not wait. */
  boolean ended();
}
