package dev.crossfade.engine.apply;

import dev.crossfade.core.change.Refused;
import dev.crossfade.core.schema.RowWeight;
import org.jspecify.annotations.Nullable;

/** What a source row, read again, is now. */
sealed interface Reselected {

  /** About the characters and bytes that it holds on to. */
  default long weight() {
    return 0;
  }

  /** It belongs to the entity as this target row. */
  record Row(@Nullable Object[] row) implements Reselected {
    @Override
    public long weight() {
      return RowWeight.of(row);
    }
  }

  /** It does not belong to the entity. */
  record Out() implements Reselected {}

  /** Its mapping refuses it. */
  record No(Refused refused) implements Reselected {
    @Override
    public long weight() {
      return refused.payload().length();
    }
  }
}
