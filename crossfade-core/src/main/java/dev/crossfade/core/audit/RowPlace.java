package dev.crossfade.core.audit;

/**
 * Where records of rows of one entity are.
 *
 * @param load that has them
 * @param part of the load, as its target numbers parts
 */
public record RowPlace(long load, int part) {}
