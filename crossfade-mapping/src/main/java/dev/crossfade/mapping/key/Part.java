package dev.crossfade.mapping.key;

/** A piece of a key column's value. */
public sealed interface Part {

  /** The same text in every row. */
  record Literal(String text) implements Part {}

  /**
   * A form of one source column that is different for different values of it. Where it is text,
   * equal values have the same text.
   *
   * @param column position in the source table
   * @param letters what the text can hold
   */
  record Value(int column, Letters letters) implements Part {}
}
