package dev.crossfade.spi.target;

import org.jspecify.annotations.Nullable;

/**
 * What reading a chunk yielded.
 *
 * @param rowsRead rows the source returned
 * @param mark number of the mark written after the read
 * @param snapshot token of the pinned snapshot, for append-only entities; else null
 */
public record ChunkResult(long rowsRead, long mark, @Nullable String snapshot) {}
