package dev.crossfade.engine.verify;

import org.jspecify.annotations.Nullable;

/** Takes rows of one side as one thread reads them. */
@FunctionalInterface
public interface RowSink {

  /** Takes nothing. */
  RowSink NONE = row -> {};

  /**
   * Takes a row as production has it, or should have it.
   *
   * @param row values in the order of the entity's columns; the array is reused
   */
  void row(@Nullable Object[] row);
}
