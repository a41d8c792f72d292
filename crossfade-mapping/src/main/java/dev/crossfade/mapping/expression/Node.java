package dev.crossfade.mapping.expression;

import org.jspecify.annotations.Nullable;

/** A piece of an expression, ready to compute. Thread-safe. */
@FunctionalInterface
interface Node {

  /**
   * The value for a row, null for NULL.
   *
   * @throws dev.crossfade.mapping.value.RowFailure to refuse the row
   */
  @Nullable Object value(@Nullable Object[] row);
}
