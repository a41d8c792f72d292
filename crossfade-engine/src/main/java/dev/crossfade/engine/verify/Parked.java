package dev.crossfade.engine.verify;

import dev.crossfade.core.schema.Key;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What quarantine holds of one row, without the row, which may be large.
 *
 * @param key target key, normalised; null when there is none
 * @param source name of its source
 * @param name what it is called within its source
 * @param byTarget whether the target refused it, and not its mapping
 * @param gone whether it is a row that goes away
 * @param neverApplied whether nothing was written under its key since its history
 * @param discarded whether somebody decided that it will not be written
 * @param rows the source row that it holds, as each mapping of its source would read it
 * @param images the target rows that it may stand for; none for what its mapping refused
 */
record Parked(
    @Nullable Key key,
    String source,
    String name,
    boolean byTarget,
    boolean gone,
    boolean neverApplied,
    boolean discarded,
    List<RefusedSource> rows,
    Set<Digest> images) {

  /** Whether it holds this row, refused by its mapping. */
  boolean holds(RefusedSource row) {
    return rows.stream().anyMatch(row::parkedAs);
  }
}
