package dev.crossfade.spi.target;

import java.time.Instant;

/**
 * One open quarantine item.
 *
 * @param id of the item
 * @param parkedAt when
 * @param change what was parked
 */
public record QuarantineItem(long id, Instant parkedAt, ParkedChange change) {}
