package dev.crossfade.oracle.check;

/**
 * What became of the journalled writes.
 *
 * @param acknowledged operations whose commit returned
 * @param lost acknowledged operations whose effect production does not show
 * @param duplicated operations whose effect production shows more than once
 * @param reordered violations of order, at the end and as seen while the run went on
 */
public record Writes(long acknowledged, long lost, long duplicated, long reordered) {}
