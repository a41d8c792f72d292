package dev.crossfade.server.wiring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the target knows of a source's stream at one moment.
 *
 * @param mark number of the last applied mark, 0 before the first
 * @param writtenAt when that mark was written, null before the first
 * @param alarm why the source cannot be followed any more; empty when it can
 */
public record Heard(long mark, @Nullable Instant writtenAt, String alarm) {}
