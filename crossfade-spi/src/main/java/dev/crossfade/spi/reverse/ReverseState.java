package dev.crossfade.spi.reverse;

import dev.crossfade.core.change.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a source has followed the target.
 *
 * @param streamId identity of the stream of the target's changes
 * @param nextOffset first offset not applied
 * @param applied position in the target's log; changes at or below it are not applied
 * @param mark number of the last mark of the target's log that was reached; 0 before the first
 * @param markWrittenAt when it was written, null before the first
 * @param epoch grows with every owner; an older owner can no longer commit
 */
public record ReverseState(
    String streamId,
    long nextOffset,
    Position applied,
    long mark,
    @Nullable Instant markWrittenAt,
    long epoch) {

  /** Before the first mark. */
  public ReverseState(String streamId, long nextOffset, Position applied, long epoch) {
    this(streamId, nextOffset, applied, 0, null, epoch);
  }
}
