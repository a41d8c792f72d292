package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.Refused;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.Parking;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.RowResult;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes out of whole source rows that were read behind a stream: what sets the row, removes
 * it when it does not belong to the entity, or parks it.
 *
 * @param numbered the mapping
 * @param position up to which the stream was applied when the row was read
 */
record RowChanges(Numbered numbered, Position position) {

  /** The change that makes production what it should be; null when nothing can be told. */
  @Nullable EntityChange of(@Nullable Object[] source) {
    CompiledMapping mapping = numbered.mapping();
    Membership membership = mapping.accepts(source);
    if (membership == Membership.OUT) {
      Key key = key(source);
      return key == null ? null : change(source, Op.DELETE, key, null, null, null);
    }
    if (membership == Membership.REFUSED) {
      return refused(source, mapping.whereRefusal(source));
    }
    @Nullable Object[] row = new @Nullable Object[mapping.entity().columns().size()];
    RowResult result = mapping.apply(source, row);
    if (result instanceof Refusal refusal) {
      return refused(source, refusal);
    }
    if (result != RowResult.MAPPED) {
      throw new IllegalStateException("a whole row of " + mapping.sourceTable().id() + " is not");
    }
    return numbered.appendOnly() ? append(row) : set(source, mapping.targetKey(row), row);
  }

  /** The change that adds a target row without key. */
  EntityChange append(@Nullable Object[] row) {
    return change(null, Op.INSERT, null, null, row, null);
  }

  private EntityChange set(@Nullable Object[] source, Key key, @Nullable Object @Nullable [] row) {
    return change(source, Op.UPDATE, key, key, row, null);
  }

  private EntityChange refused(@Nullable Object[] source, Refusal refusal) {
    Key key = numbered.appendOnly() ? null : key(source);
    Refused refused = Parking.refused(refusal, numbered.mapping().sourceTable(), source);
    return change(source, Op.UPDATE, key, key, null, refused);
  }

  private @Nullable Key key(@Nullable Object[] source) {
    CompiledMapping mapping = numbered.mapping();
    @Nullable Object[] row = new @Nullable Object[mapping.entity().columns().size()];
    return mapping.applyKey(source, row) == RowResult.MAPPED ? mapping.targetKey(row) : null;
  }

  private EntityChange change(
      @Nullable Object @Nullable [] source,
      Op op,
      @Nullable Key old,
      @Nullable Key key,
      @Nullable Object @Nullable [] row,
      @Nullable Refused refused) {
    return new EntityChange(
        numbered.entity(),
        numbered.number(),
        numbered.source(),
        op,
        old,
        key,
        row,
        null,
        source == null ? null : sourceKey(source),
        position,
        0,
        refused);
  }

  /** Of the row in its source; null when it has none that can be read. */
  @Nullable Key sourceKey(@Nullable Object[] source) {
    if (numbered.appendOnly()) {
      return null;
    }
    Key key = Key.of(source, numbered.mapping().sourceTable().keyIndexes());
    return key.readable() ? key : null;
  }
}
