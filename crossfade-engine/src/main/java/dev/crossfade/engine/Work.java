package dev.crossfade.engine;

import dev.crossfade.core.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A loop of the engine, cut into steps. A step may be the last one at any moment: everything it
 * achieved is in the target, and a new object continues from there. One thread at a time.
 */
public interface Work {

  /** What it is, for thread names and logs. */
  String name();

  /**
   * Does the next bit.
   *
   * @return how long to rest before the next step, or null when there is nothing left to do
   */
  @Nullable Duration step();

  /** What does not work and is tried again, although the rest of it goes on. */
  default Optional<Problem> trouble() {
    return Optional.empty();
  }

  /** Asks a step that takes long to end soon; called by other threads. */
  default void halt() {}

  /** Lets connections and half-done work go after a failure, so that the next step starts fresh. */
  default void reset() {}
}
