package dev.crossfade.spi.target;

import dev.crossfade.core.schema.Key;
import java.util.List;
import java.util.Set;

/** What was refused and is still parked. Thread-safe. */
public interface QuarantineStore {

  /** Number of open items over all entities. */
  long open();

  /** Open items grouped by entity, code and column, largest first. */
  List<QuarantineGroup> groups();

  /** Open items, newest first. */
  List<QuarantineItem> list(String entity, int limit);

  /** All target keys that are parked for an entity, for the verifier. */
  Set<Key> parkedKeys(String entity);
}
