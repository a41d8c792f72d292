package dev.crossfade.core.schema;

/**
 * A PostgreSQL interval: three parts that do not convert into each other.
 *
 * @param months may be negative
 * @param days may be negative
 * @param micros may be negative
 */
public record IntervalValue(int months, int days, long micros) {}
