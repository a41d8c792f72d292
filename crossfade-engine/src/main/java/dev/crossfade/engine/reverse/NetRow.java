package dev.crossfade.engine.reverse;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * What changes of one source key come to.
 *
 * @param row the target row; null when it is gone
 * @param base key of the source row that it goes on from; null for a new one, and for one that was
 *     found to have no source row any more
 * @param carried that source row itself, where an earlier part of the transaction took it from its
 *     place already; null where it is looked up by its key
 * @param position of the last change
 */
record NetRow(
    @Nullable Object @Nullable [] row,
    @Nullable Key base,
    @Nullable Object @Nullable [] carried,
    Position position) {

  /** A row whose source row is where its key says. */
  NetRow(@Nullable Object @Nullable [] row, @Nullable Key base, Position position) {
    this(row, base, null, position);
  }

  /** Whether the log carried all of it. */
  boolean complete() {
    if (row != null) {
      for (Object value : row) {
        if (value == Unavailable.VALUE) {
          return false;
        }
      }
    }
    return true;
  }
}
