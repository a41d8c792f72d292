package dev.crossfade.spi.target;

import java.time.Instant;

/**
 * A stray write that waits for people.
 *
 * @param id identity of the item
 * @param notedAt when it was noted
 * @param write what was written
 */
public record StrayItem(long id, Instant notedAt, StrayWrite write) {}
