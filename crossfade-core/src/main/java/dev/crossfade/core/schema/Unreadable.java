package dev.crossfade.core.schema;

/**
 * Stands in a row array of a source for a stored value that none of its logical type equals, such
 * as an array of two dimensions, or a flag that is neither 0 nor 1. It never reaches a target: a
 * mapping refuses a row when something it needs is unreadable, and does not mind otherwise.
 *
 * @param reason what kind of value it is, as in "an array with 2 dimensions"; never the value
 */
public record Unreadable(String reason) {}
