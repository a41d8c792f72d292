package dev.crossfade.core.change;

import java.time.Instant;

/**
 * A point we wrote into a source's own log. Whatever a reader could see before it called {@code
 * SourceLog.mark()} stands before the mark in the log, so once the stream has delivered the mark,
 * everything that reader saw has been delivered. This, not a comparison of log positions, is how
 * reads of tables are ordered against the log.
 *
 * @param number grows with every mark of a source
 * @param writtenAt wall clock of the writer, for lag only
 */
public record Mark(long number, Instant writtenAt) {}
