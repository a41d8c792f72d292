package dev.crossfade.engine;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is to do for one step of a phase. One thread at a time, but for {@link #halt}. */
@FunctionalInterface
public interface Task {

  /** Does a bit of it, or looks how far others are; null as long as its end is not known. */
  @Nullable Outcome<String> look();

  /** How long to rest before the next look; null for as long as looking has taken suggests. */
  default @Nullable Duration pace() {
    return null;
  }

  /** What does not work and is tried again. */
  default Optional<Problem> trouble() {
    return Optional.empty();
  }

  /**
   * Asks it to come, soon, to where it {@link #mayBeLeft}: whoever does it is about to end. Called
   * by other threads.
   */
  default void windDown() {}

  /** Whether nobody is worse off for its being left as it is; asked by other threads. */
  default boolean mayBeLeft() {
    return true;
  }

  /** Asks a look that takes long to end soon; called by other threads. */
  default void halt() {}
}
