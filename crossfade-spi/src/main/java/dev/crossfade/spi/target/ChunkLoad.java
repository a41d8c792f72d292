package dev.crossfade.spi.target;

import dev.crossfade.core.problem.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One chunk on its way into staging: one transaction of the target with its rows, its quarantine,
 * its load row and the chunk's mark of completion. One thread.
 */
public interface ChunkLoad extends AutoCloseable {

  /**
   * Adds a target row; the array may be reused after the call. The quick way: the target may look
   * at the row later than this call returns. Values may be encoded if the loader takes them.
   *
   * @throws RowsRefusedException when this row cannot be stored; it was not added, the load goes on
   * @throws LoadRefusedException when the target refused a row that was added before: this load is
   *     lost, and the chunk has to be loaded again with {@link #writeTogether} to find out which
   */
  void write(@Nullable Object[] targetRow);

  /**
   * Adds all of these rows and waits for the target's answer; the careful way. May be mixed with
   * {@link #write}.
   *
   * @throws RowsRefusedException when the target refuses one of them or more; then none of them was
   *     added, and the load goes on
   */
  void writeTogether(List<@Nullable Object[]> targetRows);

  /** Parks a row that the mapping or the target refused. */
  void refuse(ParkedChange refused);

  /**
   * Commits everything at once. Unknown means the acknowledgement was lost; the chunk's state tells
   * after its lease has run out, and doing it again changes nothing.
   *
   * @param chunk what was read
   * @throws LoadRefusedException as {@link #write} does
   */
  Outcome<Void> commit(ChunkResult chunk);

  /** Rolls back unless committed. */
  @Override
  void close();
}
