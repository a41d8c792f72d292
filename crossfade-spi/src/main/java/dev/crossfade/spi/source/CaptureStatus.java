package dev.crossfade.spi.source;

import dev.crossfade.core.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * How capture is doing.
 *
 * @param state what it does
 * @param problem why it does not run, if it does not
 */
public record CaptureStatus(State state, @Nullable Problem problem) {

  /** What capture does. */
  public enum State {
    ABSENT,
    STARTING,
    RUNNING,
    PAUSED,
    FAILED,
    UNREACHABLE
  }
}
