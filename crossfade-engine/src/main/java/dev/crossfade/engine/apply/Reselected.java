package dev.crossfade.engine.apply;

import dev.crossfade.core.change.Refused;
import org.jspecify.annotations.Nullable;

/** What a source row, read again, is now. */
sealed interface Reselected {

  /** It belongs to the entity as this target row. */
  record Row(@Nullable Object[] row) implements Reselected {}

  /** It does not belong to the entity. */
  record Out() implements Reselected {}

  /** Its mapping refuses it. */
  record No(Refused refused) implements Reselected {}
}
