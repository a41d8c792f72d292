package dev.crossfade.engine.version;

/**
 * What another version does to a column of the rows that both accept under the same key.
 *
 * @param column name in the entity
 * @param rows in how many rows its value is another one
 * @param nulled in how many of them it would be NULL and was not
 * @param filled in how many of them it was NULL and would not be
 * @param measured in how many of them both values can be measured
 * @param least by how much it grows at least; a number below zero shrinks
 * @param most by how much it grows at most
 * @param sum by how much all of them grow together
 * @param unit of these; empty for plain numbers
 */
public record ColumnChange(
    String column,
    long rows,
    long nulled,
    long filled,
    long measured,
    double least,
    double most,
    double sum,
    String unit) {}
