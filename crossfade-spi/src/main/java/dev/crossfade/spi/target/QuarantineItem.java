package dev.crossfade.spi.target;

import java.time.Instant;

/**
 * One quarantine item that is open, or was discarded and is still what its source shows.
 *
 * @param id of the item
 * @param parkedAt when
 * @param change what was parked
 * @param neverApplied whether nothing was written under its key since its history: a refused
 *     history row, or a newer image that took the place of one
 * @param discarded whether somebody decided that it will not be written
 */
public record QuarantineItem(
    long id, Instant parkedAt, ParkedChange change, boolean neverApplied, boolean discarded) {}
