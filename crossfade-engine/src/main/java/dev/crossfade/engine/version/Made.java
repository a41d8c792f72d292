package dev.crossfade.engine.version;

import dev.crossfade.core.schema.Key;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.RowResult;
import org.jspecify.annotations.Nullable;

/** What one version makes of a row. */
sealed interface Made {

  /** It does not belong to the entity. */
  record Outside() implements Made {}

  /**
   * It cannot be accepted.
   *
   * @param why the reason
   */
  record Refused(Refusal why) implements Made {}

  /**
   * A row of the entity.
   *
   * @param key of it; null where the entity has none
   * @param values in the order of the entity
   */
  record Row(@Nullable Key key, @Nullable Object[] values) implements Made {}

  /** Maps a row. */
  static Made of(CompiledMapping mapping, @Nullable Object[] source) {
    Membership membership = mapping.accepts(source);
    if (membership == Membership.OUT) {
      return new Outside();
    }
    if (membership == Membership.REFUSED) {
      return new Refused(mapping.whereRefusal(source));
    }
    @Nullable Object[] values = new @Nullable Object[mapping.entity().columns().size()];
    RowResult result = mapping.apply(source, values);
    if (result instanceof Refusal refusal) {
      return new Refused(refusal);
    }
    return new Row(mapping.entity().keyless() ? null : mapping.targetKey(values), values);
  }
}
