package dev.crossfade.core.audit;

/**
 * A record of a row that is proven to be in the log.
 *
 * @param index of the load's leaf in the log
 * @param load the leaf
 * @param entity whose row it is
 * @param record what was done to it
 */
public record ProvenRow(long index, Leaf load, String entity, RowRecord record) {}
