package dev.crossfade.engine.stream;

import dev.crossfade.core.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a source's stream is doing, for people and metrics.
 *
 * @param source name of the source
 * @param state what its loop does
 * @param mark number of the last applied mark, 0 before the first
 * @param lag age of the last applied mark, null before the first; grows until the next one comes,
 *     so it is up to one heartbeat too large
 * @param captured changes that arrived
 * @param applied changes written to live entities
 * @param held changes kept for entities that are not live
 * @param deduplicated changes that had been applied before
 * @param quarantined changes that were parked
 * @param returned changes that were left out because the way back wrote them
 * @param strays changes that somebody else wrote while the target took the writes; not applied
 * @param problem why it stopped, if it did
 */
public record StreamStatus(
    String source,
    State state,
    long mark,
    @Nullable Duration lag,
    long captured,
    long applied,
    long held,
    long deduplicated,
    long quarantined,
    long returned,
    long strays,
    @Nullable Problem problem) {

  /** What a stream's loop does. */
  public enum State {
    STARTING,
    FOLLOWING,
    STOPPED
  }
}
