package dev.crossfade.spi.target;

import dev.crossfade.core.schema.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * What was refused and is still parked. A row is there once, in the newest image that was refused;
 * only images that do not say which row of their source they are of cannot take the place of older
 * ones. What was discarded does not count and is not listed, but stays what is known of its row
 * until a newer image supersedes it. Thread-safe.
 */
public interface QuarantineStore {

  /** Number of open items over all entities. */
  long open();

  /** Open items grouped by entity, code and column, largest first. */
  List<QuarantineGroup> groups();

  /** Open items, newest first. */
  List<QuarantineItem> list(String entity, int limit);

  /** How many open items are meant. */
  long count(Selection what);

  /** Open items that are meant, oldest first, behind this one; their rows may be large. */
  void page(Selection what, long after, int max, Consumer<QuarantineItem> items);

  /**
   * Hands over open and discarded items of these target keys, newest first; their rows may be
   * large.
   */
  void parked(String entity, Collection<Key> keys, Consumer<QuarantineItem> items);

  /** Hands over open and discarded items of an entity that have no target key, newest first. */
  void withoutKey(String entity, Consumer<QuarantineItem> items);

  /**
   * Hands over what was discarded of the rows of a mapping that have these names in their source,
   * and is still the newest that is known of them; their rows may be large.
   *
   * @param names {@link ParkedChange#sourceKeyText()}
   */
  void discarded(
      String entity, int mapping, Collection<String> names, Consumer<QuarantineItem> items);

  /** Open and discarded items of these target keys, newest first. */
  default List<QuarantineItem> parked(String entity, Collection<Key> keys) {
    List<QuarantineItem> all = new ArrayList<>();
    parked(entity, keys, all::add);
    return all;
  }

  /** Open and discarded items of an entity that have no target key, newest first. */
  default List<QuarantineItem> withoutKey(String entity) {
    List<QuarantineItem> all = new ArrayList<>();
    withoutKey(entity, all::add);
    return all;
  }
}
