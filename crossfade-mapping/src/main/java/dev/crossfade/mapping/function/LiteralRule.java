package dev.crossfade.mapping.function;

import java.util.function.Predicate;

/**
 * An argument that has to be a literal known when the specification is checked.
 *
 * @param argument 0-based position
 * @param valid whether a literal is acceptable
 * @param expected what is acceptable, in words
 */
public record LiteralRule(int argument, Predicate<String> valid, String expected) {}
