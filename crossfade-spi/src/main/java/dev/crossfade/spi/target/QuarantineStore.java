package dev.crossfade.spi.target;

import dev.crossfade.core.schema.Key;
import java.util.Collection;
import java.util.List;

/**
 * What was refused and is still parked. A row is there once, in the newest image that was refused;
 * only images that do not say which row of their source they are of cannot take the place of older
 * ones. Thread-safe.
 */
public interface QuarantineStore {

  /** Number of open items over all entities. */
  long open();

  /** Open items grouped by entity, code and column, largest first. */
  List<QuarantineGroup> groups();

  /** Open items, newest first. */
  List<QuarantineItem> list(String entity, int limit);

  /** Open items of these target keys, newest first. */
  List<QuarantineItem> parked(String entity, Collection<Key> keys);

  /** Open items of an entity that have no target key, newest first. */
  List<QuarantineItem> withoutKey(String entity);
}
