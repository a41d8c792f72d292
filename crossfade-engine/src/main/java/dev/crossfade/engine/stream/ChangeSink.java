package dev.crossfade.engine.stream;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Refused;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Mappings.Numbered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the entity changes of one source change and one mapping go.
 *
 * @param numbered the mapping
 * @param change the source change
 * @param transaction snapshot id of its transaction
 * @param out the result
 */
record ChangeSink(Numbered numbered, Change change, long transaction, List<EntityChange> out) {

  void add(
      Op op,
      @Nullable Key oldKey,
      @Nullable Key key,
      @Nullable Object @Nullable [] row,
      @Nullable Key sourceKey) {
    put(op, oldKey, key, row, null, sourceKey, null);
  }

  void remove(@Nullable Object[] removed) {
    put(Op.DELETE, null, null, null, removed, null, null);
  }

  /** The refused row goes away. */
  void removeRefused(@Nullable Key sourceKey, Refused refused) {
    put(Op.DELETE, null, null, null, null, sourceKey, refused);
  }

  void append(@Nullable Object[] row) {
    put(Op.INSERT, null, null, row, null, null, null);
  }

  void refuse(@Nullable Key oldKey, @Nullable Key key, @Nullable Key sourceKey, Refused refused) {
    put(change.op(), oldKey, key, null, null, sourceKey, refused);
  }

  private void put(
      Op op,
      @Nullable Key oldKey,
      @Nullable Key key,
      @Nullable Object @Nullable [] row,
      @Nullable Object @Nullable [] removed,
      @Nullable Key sourceKey,
      @Nullable Refused refused) {
    out.add(
        new EntityChange(
            numbered.entity(),
            numbered.number(),
            numbered.source(),
            op,
            oldKey,
            key,
            row,
            removed,
            sourceKey,
            change.position(),
            transaction,
            refused));
  }
}
