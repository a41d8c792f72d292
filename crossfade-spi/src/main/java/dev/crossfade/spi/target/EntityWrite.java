package dev.crossfade.spi.target;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fold of changes leaves to do to one entity. Applied in the order of the components; after
 * folding, a key occurs at most once in {@code deletes} and once in {@code upserts}.
 *
 * @param entity name of the entity
 * @param reset whether all existing rows go first
 * @param deletes keys whose rows go away (a missing row is fine)
 * @param upserts rows that are set, by key; incomplete ones (with unavailable values) only update
 * @param appends rows added to an append-only entity
 * @param removals rows of an append-only entity of which one equal copy each goes away
 */
public record EntityWrite(
    String entity,
    Reset reset,
    List<Key> deletes,
    List<PositionedRow> upserts,
    List<PositionedRow> appends,
    List<@Nullable Object[]> removals) {

  /** What happens to the existing rows. */
  public enum Reset {
    KEEP,
    CLEAR
  }

  /**
   * A row and the position that made it.
   *
   * @param row in the order of the entity's columns
   * @param position of the last change folded into it; null keeps "from history"
   */
  public record PositionedRow(@Nullable Object[] row, @Nullable Position position) {}

  /** Whether it changes nothing. */
  public boolean empty() {
    return reset == Reset.KEEP
        && deletes.isEmpty()
        && upserts.isEmpty()
        && appends.isEmpty()
        && removals.isEmpty();
  }
}
