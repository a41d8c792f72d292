package dev.crossfade.mapping.function;

/**
 * An example of the manual; executed by the tests.
 *
 * @param expression without columns
 * @param result as {@link Rendering} writes it, or {@code refused: } and the reason
 */
public record Example(String expression, String result) {}
