package dev.crossfade.spi.traffic;

import java.time.Duration;

/**
 * A sign of life.
 *
 * @param gateway who
 * @param epoch of the record it goes by
 * @param settled epoch up to which it has obeyed completely
 * @param gone silence after which nothing that it forwarded can be under way any more
 */
public record Beat(String gateway, long epoch, long settled, Duration gone) {}
