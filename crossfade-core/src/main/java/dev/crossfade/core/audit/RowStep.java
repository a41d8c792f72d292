package dev.crossfade.core.audit;

/**
 * One thing that was done to a row.
 *
 * @param load that did it
 * @param record of it
 * @param before what was on record of the row until then
 * @param after what is since
 */
public record RowStep(LoadRecord load, RowRecord record, RowState before, RowState after) {}
