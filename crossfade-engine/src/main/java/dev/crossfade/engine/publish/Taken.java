package dev.crossfade.engine.publish;

import dev.crossfade.core.change.EntityChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The oldest held changes of an entity, taken and applied by a transaction.
 *
 * @param entity its name
 * @param first the oldest of them, null when nothing is held
 * @param changes how many
 */
record Taken(String entity, @Nullable EntityChange first, long changes) {

  static Taken of(String entity, List<EntityChange> changes) {
    return new Taken(entity, changes.isEmpty() ? null : changes.get(0), changes.size());
  }

  /** Whether both begin with the same change. */
  boolean sameBegin(Taken other) {
    EntityChange one = first;
    EntityChange two = other.first;
    return one != null
        && two != null
        && one.mapping() == two.mapping()
        && one.op() == two.op()
        && one.source().equals(two.source())
        && one.position().equals(two.position());
  }
}
