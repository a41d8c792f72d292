package dev.crossfade.engine.publish;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The oldest held changes of an entity, taken and applied by a transaction.
 *
 * @param entity its name
 * @param first the oldest of them, null when nothing is held
 * @param changes how many
 */
record Taken(String entity, @Nullable Place first, long changes) {

  /** What tells a held change from others, without its row. */
  record Place(int mapping, Op op, String source, Position position) {}

  static Taken of(String entity, List<EntityChange> changes) {
    return new Taken(entity, changes.isEmpty() ? null : place(changes.get(0)), changes.size());
  }

  private static Place place(EntityChange change) {
    return new Place(change.mapping(), change.op(), change.source(), change.position());
  }

  /** Whether both begin with the same change. */
  boolean sameBegin(Taken other) {
    return first != null && first.equals(other.first);
  }
}
