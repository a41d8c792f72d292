package dev.crossfade.spi.source;

import org.jspecify.annotations.Nullable;

/** Receives rows one by one on the reader's thread. */
@FunctionalInterface
public interface RowConsumer {

  /**
   * Takes one row.
   *
   * @param row values in the order of the table's columns; the array is reused by the reader after
   *     this call returns, the values are not
   */
  void accept(@Nullable Object[] row);
}
