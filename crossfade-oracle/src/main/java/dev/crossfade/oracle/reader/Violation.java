package dev.crossfade.oracle.reader;

/**
 * Something production showed that it must never show.
 *
 * @param oracle which rule, as O2
 * @param what kind of violation, as {@code went-back}
 * @param where source, table and key; never a row's content
 * @param micros when it was seen
 */
public record Violation(String oracle, String what, String where, long micros) {}
