package dev.crossfade.spi.target;

import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.TableId;
import java.util.List;
import java.util.Set;

/**
 * Source tables whose changes are kept instead of applied, beside the data. What moves with a
 * stream is changed by its {@link StreamSession}; what people decide is changed here, whoever owns
 * the migration, but not by one who owned it and was overtaken. Thread-safe.
 */
public interface TableHolds {

  /** All of them; empty, not a failure, where nothing was prepared. */
  List<HeldTable> all();

  /**
   * Asks for a table to be held. One that is held already, or is to be, is for this reason, too.
   * One that was released is held again, since it was held first, where the log does not tell all
   * of its rows: nobody decided about that, and nobody tells it again. For other reasons nothing
   * changes of it.
   *
   * @see HeldTable#alsoFor
   */
  void want(String source, TableId table, Alterations why);

  /**
   * Lets what is kept of a table be applied; one that is only wanted is forgotten.
   *
   * @param decided the table as it was when somebody decided about it
   * @param version of the table's mappings that are to do it; empty means any
   * @return false when nothing was done, because it is held for another reason by now, somebody
   *     else decided otherwise meanwhile, or one that was decided about is held anew
   */
  boolean release(HeldTable decided, String version);

  /** Decides that values of columns of a table are not carried. */
  void leaveOut(String source, TableId table, Set<String> columns);

  /** The columns of a table of which that was decided. */
  Set<String> leftOut(String source, TableId table);

  /** How many changes are kept of a table. */
  long kept(String source, TableId table);
}
