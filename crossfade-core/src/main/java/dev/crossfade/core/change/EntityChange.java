package dev.crossfade.core.change;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.RowWeight;
import org.jspecify.annotations.Nullable;

/**
 * A source change after mapping, before folding. Row arrays follow the entity's target table. The
 * whole value survives being held in the target and taken out again.
 *
 * @param entity name of the entity
 * @param mapping identifies the mapping that produced it
 * @param source name of the source
 * @param op INSERT and UPDATE set the row, DELETE removes it, TRUNCATE removes all rows. Changes of
 *     an append-only entity are INSERT, DELETE and TRUNCATE only
 * @param oldKey target key before the change, for UPDATE and DELETE; else null
 * @param key target key after the change, for INSERT and UPDATE of an entity with key, if it could
 *     be computed; else null
 * @param row target row after the change, possibly with unavailable values; null for DELETE and
 *     TRUNCATE. An INSERT or UPDATE without row is either {@code refused} or must be read again
 *     from the source by {@code sourceKey}
 * @param removed for a DELETE of an append-only entity: the target row of which one copy goes away
 * @param sourceKey key of the row in its source after the change, to read it again; null for
 *     keyless tables and for a key that is unreadable
 * @param position of the source change
 * @param transaction {@link SourceTransaction#snapshotId()} of its transaction
 * @param refused why there is no row, when the mapping refused it; with a DELETE: the row that goes
 *     away, of which there is no target key
 */
public record EntityChange(
    String entity,
    int mapping,
    String source,
    Op op,
    @Nullable Key oldKey,
    @Nullable Key key,
    @Nullable Object @Nullable [] row,
    @Nullable Object @Nullable [] removed,
    @Nullable Key sourceKey,
    Position position,
    long transaction,
    @Nullable Refused refused) {

  /** Whether it says that the row has to be read again from its source. */
  public boolean reread() {
    return row == null && refused == null && (op == Op.INSERT || op == Op.UPDATE);
  }

  /** The same change, with its row to be read from the source. */
  public EntityChange unread() {
    return new EntityChange(
        entity,
        mapping,
        source,
        op,
        oldKey,
        key,
        null,
        removed,
        sourceKey,
        position,
        transaction,
        refused);
  }

  /** About the characters and bytes that it holds on to. */
  public long weight() {
    long rows = RowWeight.of(row) + RowWeight.of(removed);
    return refused == null ? rows : rows + refused.payload().length();
  }

  @Override
  public String toString() {
    return op + " " + entity + " at " + position.encoded();
  }
}
