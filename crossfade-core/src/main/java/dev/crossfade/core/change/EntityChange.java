package dev.crossfade.core.change;

import dev.crossfade.core.schema.Key;
import org.jspecify.annotations.Nullable;

/**
 * A source change after mapping, before folding. Row arrays follow the entity's target table.
 *
 * @param entity name of the entity
 * @param mapping identifies the mapping (its place in the specification) that produced it
 * @param source name of the source
 * @param op INSERT and UPDATE set the row, DELETE removes it, TRUNCATE removes all rows
 * @param oldKey target key before the change; null for INSERT, TRUNCATE and append-only entities
 * @param row target row after the change, possibly with unavailable values; null for DELETE and
 *     TRUNCATE. For an append-only entity INSERT only
 * @param removed append-only entities with full images: the target row that goes away; else null
 * @param sourceKey key of the row in its source, to read it again; null for keyless tables
 * @param position of the source change
 */
public record EntityChange(
    String entity,
    int mapping,
    String source,
    Op op,
    @Nullable Key oldKey,
    @Nullable Object @Nullable [] row,
    @Nullable Object @Nullable [] removed,
    @Nullable Key sourceKey,
    Position position) {

  @Override
  public String toString() {
    return op + " " + entity + " at " + position.encoded();
  }
}
