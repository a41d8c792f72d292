package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Fold;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.TargetKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an entity that its stream has changed since a piece of a repair was begun. What
 * became of their rows is what the log says, wherever it carried all of a row. One thread.
 */
final class Window {

  private static final int MOST = 500_000;

  private final String entity;
  private final Map<Key, Told> touched = new HashMap<>();
  private boolean broken;

  Window(String entity) {
    this.entity = entity;
  }

  /** How much of a row the log carried. */
  private enum Told {
    SOME,
    ALL;

    Told and(Told other) {
      return this == ALL || other == ALL ? ALL : SOME;
    }
  }

  /** Remembers what is about to be applied. */
  void applying(Map<String, List<EntityChange>> changes) {
    changes.getOrDefault(entity, List.of()).forEach(this::add);
    if (touched.size() > MOST) {
      broken = true;
      touched.clear();
    }
  }

  private void add(EntityChange change) {
    broken |= change.op() == Op.TRUNCATE;
    Key key = change.key();
    Key old = change.oldKey();
    if (old != null && !old.equals(key)) {
      touch(old, Told.ALL);
    }
    if (key != null) {
      @Nullable Object @Nullable [] row = change.row();
      boolean whole = change.refused() != null || (row != null && Fold.complete(row));
      touch(key, whole ? Told.ALL : Told.SOME);
    }
  }

  private void touch(Key key, Told told) {
    touched.merge(TargetKeys.normal(key), told, Told::and);
  }

  /** Whether nobody can tell any more which rows were changed: the piece has to be begun again. */
  boolean broken() {
    return broken;
  }

  /** Whether the log has changed the row of this key at all. */
  boolean touched(Key key) {
    return touched.containsKey(key);
  }

  /** Whether the log has told all of the row of this key. */
  boolean settled(Key key) {
    return touched.get(key) == Told.ALL;
  }
}
