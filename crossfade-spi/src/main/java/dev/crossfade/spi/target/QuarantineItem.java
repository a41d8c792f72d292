package dev.crossfade.spi.target;

import java.time.Instant;

/**
 * One open quarantine item.
 *
 * @param id of the item
 * @param parkedAt when
 * @param change what was parked
 * @param neverApplied whether nothing was written under its key since its history: a refused
 *     history row, or a newer image that took the place of one
 */
public record QuarantineItem(
    long id, Instant parkedAt, ParkedChange change, boolean neverApplied) {}
