package dev.crossfade.server.progress;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A moment of a piece of work.
 *
 * @param title what is going on, for example {@code backfill}
 * @param done how much is done
 * @param total how much there will be, as far as is known; -1 when unknown
 * @param unit what is counted, with a leading blank: {@code " rows"}
 * @param detail more in a few words
 * @param remaining how long it will still take; null when unknown
 */
public record Progress(
    String title,
    long done,
    long total,
    String unit,
    String detail,
    @Nullable Duration remaining) {}
