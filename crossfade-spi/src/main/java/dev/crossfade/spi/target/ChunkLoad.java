package dev.crossfade.spi.target;

import dev.crossfade.core.problem.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One chunk on its way into staging: one transaction of the target with its rows, its quarantine,
 * its load row and the chunk's mark of completion. One thread.
 */
public interface ChunkLoad extends AutoCloseable {

  /** Adds a target row; the array may be reused after the call. */
  void write(@Nullable Object[] targetRow);

  /** Parks a row that the mapping refused. */
  void refuse(ParkedChange refused);

  /**
   * Commits everything at once. Unknown means the acknowledgement was lost; the chunk's state tells
   * after its lease has run out, and doing it again changes nothing.
   *
   * @param chunk what was read
   */
  Outcome<Void> commit(ChunkResult chunk);

  /** Rolls back unless committed. */
  @Override
  void close();
}
