package dev.crossfade.testkit.memory;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unreadable;
import java.util.Comparator;
import java.util.Objects;

/** The order of keys in the in-memory source: that of their values. */
final class MemoryKeys {

  static final Comparator<Key> ORDER = MemoryKeys::compare;

  private MemoryKeys() {}

  private static int compare(Key left, Key right) {
    for (int i = 0; i < left.size(); i++) {
      Object one = Objects.requireNonNull(left.value(i));
      int order = compare(one, Objects.requireNonNull(right.value(i)));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Unreadable values come last. */
  @SuppressWarnings("unchecked")
  private static int compare(Object left, Object right) {
    if (left instanceof Unreadable || right instanceof Unreadable) {
      return Boolean.compare(left instanceof Unreadable, right instanceof Unreadable);
    }
    return ((Comparable<Object>) left).compareTo(right);
  }

  static boolean within(KeyRange range, Key key) {
    Key from = range.from();
    Key to = range.to();
    return (from == null || compare(key, from) >= 0) && (to == null || compare(key, to) < 0);
  }
}
