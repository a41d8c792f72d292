package dev.crossfade.spi.reverse;

import dev.crossfade.core.change.Position;

/**
 * How far a source has followed the target.
 *
 * @param streamId identity of the stream of the target's changes
 * @param nextOffset first offset not applied
 * @param applied position in the target's log; changes at or below it are not applied
 * @param epoch grows with every owner; an older owner can no longer commit
 */
public record ReverseState(String streamId, long nextOffset, Position applied, long epoch) {}
