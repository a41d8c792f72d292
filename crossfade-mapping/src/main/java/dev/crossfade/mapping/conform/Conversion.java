package dev.crossfade.mapping.conform;

/** Takes a row's value of one type to one of another, exactly or not at all. Thread-safe. */
@FunctionalInterface
public interface Conversion {

  /** Nothing to do or to check. */
  Conversion NONE = value -> value;

  /**
   * The converted value, never null.
   *
   * @throws dev.crossfade.mapping.value.RowFailure when it does not fit
   */
  Object convert(Object value);
}
