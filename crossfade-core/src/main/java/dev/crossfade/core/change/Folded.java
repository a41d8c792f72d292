package dev.crossfade.core.change;

import dev.crossfade.core.schema.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ordered list of changes of one entity comes down to. Applied in the order of the
 * components: {@code clear}, {@code deletes}, {@code rows}, {@code appends}, {@code removals}; the
 * rows of {@code rereads} are set last, once they have been read.
 *
 * @param clear whether all rows that exist before go away first
 * @param deletes keys whose rows go away, each once
 * @param rows last known row per key; complete ones set the row, incomplete ones update the columns
 *     they have
 * @param rereads keys whose row must be read again from its source
 * @param appends rows added to an append-only entity, in order
 * @param removals rows of an append-only entity of which one equal copy each goes away
 */
public record Folded(
    boolean clear,
    List<Key> deletes,
    List<Item> rows,
    List<Item> rereads,
    List<Item> appends,
    List<@Nullable Object[]> removals) {

  /**
   * A row that is left after folding.
   *
   * @param key its target key, null for an append-only entity
   * @param row its values, empty for a reread
   * @param last the last change folded into it
   */
  public record Item(@Nullable Key key, @Nullable Object[] row, EntityChange last) {

    /** Whether every value is known. */
    public boolean complete() {
      return Fold.complete(row);
    }
  }
}
