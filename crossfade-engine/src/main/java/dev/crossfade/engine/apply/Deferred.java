package dev.crossfade.engine.apply;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Folded.Item;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.schema.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Rows of one entity that the target refuses while only a part of their transaction is there: the
 * row that is in their way, such as one that still holds a unique value, may make room in a later
 * part. They are tried again ahead of later changes of their keys, and ahead of the last part. What
 * is too much to be remembered does not wait. One thread.
 */
public final class Deferred {

  private static final int MOST = 10_000;
  private static final long MOST_WEIGHT = 8L * 1024 * 1024;

  private final Map<Key, EntityChange> waiting = new LinkedHashMap<>();
  private long weight;
  private boolean more;

  /** The changes of the next part, behind what has to be tried again with them. */
  List<EntityChange> ahead(List<EntityChange> changes, Extent extent) {
    more = extent == Extent.PART;
    if (waiting.isEmpty()) {
      return changes;
    }
    List<EntityChange> all = more ? concerned(changes) : new ArrayList<>(waiting.values());
    for (EntityChange each : all) {
      waiting.remove(Objects.requireNonNull(each.key()));
      weight -= each.weight();
    }
    all.addAll(changes);
    return all;
  }

  private List<EntityChange> concerned(List<EntityChange> changes) {
    Set<Key> keys = new HashSet<>();
    for (EntityChange change : changes) {
      if (change.op() == Op.TRUNCATE) {
        return new ArrayList<>(waiting.values());
      }
      keys.add(change.key());
      keys.add(change.oldKey());
    }
    List<EntityChange> concerned = new ArrayList<>();
    waiting.forEach(
        (key, change) -> {
          if (keys.contains(key)) {
            concerned.add(change);
          }
        });
    return concerned;
  }

  /** Lets a refused row wait, if that can help; false when it has to be dealt with now. */
  boolean takes(RefusedRow refused) {
    Item item = refused.item();
    Key key = item.key();
    if (!more || refused.intrinsic() || key == null || !item.complete()) {
      return false;
    }
    EntityChange change = again(item, key);
    if (waiting.size() == MOST || weight + change.weight() > MOST_WEIGHT) {
      return false;
    }
    waiting.put(key, change);
    weight += change.weight();
    return true;
  }

  private static EntityChange again(Item item, Key key) {
    EntityChange last = item.last();
    return new EntityChange(
        last.entity(),
        last.mapping(),
        last.source(),
        Op.UPDATE,
        key,
        key,
        item.row(),
        null,
        last.sourceKey(),
        last.position(),
        last.transaction(),
        null);
  }
}
