package dev.crossfade.engine.reverse;

import dev.crossfade.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the way back to a source is doing, for people and metrics.
 *
 * @param source name of the source
 * @param state what its loop does
 * @param mark number of the target's last mark that the source has reached, 0 before the first
 * @param markWrittenAt when that was written, null before the first
 * @param lag age of that mark, null before the first; up to one heartbeat too large
 * @param position in the target's log up to which the source has everything; empty before
 * @param applied changes of the target that were brought back, or kept, since this process began
 * @param problem why it stopped, if it did
 */
public record ReturnStatus(
    String source,
    State state,
    long mark,
    @Nullable Instant markWrittenAt,
    @Nullable Duration lag,
    String position,
    long applied,
    @Nullable Problem problem) {

  /** What a loop of the way back does. */
  public enum State {
    /** Changes go forward. */
    RESTING,
    /** It looks for where to begin. */
    SEARCHING,
    FOLLOWING,
    STOPPED
  }
}
