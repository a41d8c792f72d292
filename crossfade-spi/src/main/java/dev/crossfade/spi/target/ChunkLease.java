package dev.crossfade.spi.target;

import dev.crossfade.core.chunk.KeyRange;

/**
 * The right to load one chunk.
 *
 * @param id of the chunk
 * @param mapping place of the mapping in the specification
 * @param entity name of its entity
 * @param range what to read
 * @param epoch grows with each lease of the chunk; an older holder cannot commit
 */
public record ChunkLease(long id, int mapping, String entity, KeyRange range, long epoch) {}
