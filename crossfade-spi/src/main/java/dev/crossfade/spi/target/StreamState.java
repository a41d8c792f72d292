package dev.crossfade.spi.target;

import dev.crossfade.core.change.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a source's stream has been applied.
 *
 * @param streamId identity of the stream the offset belongs to
 * @param nextOffset first offset not applied
 * @param applied position of the last applied transaction; changes at or below it are duplicates
 * @param mark number of the last applied mark, 0 before the first
 * @param markWrittenAt when that mark was written, null before the first
 * @param epoch grows with every owner; an older owner can no longer commit
 */
public record StreamState(
    String streamId,
    long nextOffset,
    Position applied,
    long mark,
    @Nullable Instant markWrittenAt,
    long epoch) {}
