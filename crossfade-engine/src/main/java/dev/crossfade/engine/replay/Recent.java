package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Position;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The transactions that a stream applied last. A commit can be in the log a moment before other
 * sessions see it; a row that is read then would be older than what production has. One thread.
 */
public final class Recent {

  private static final int MOST = 10_000;

  private final Map<Long, Position> open = new LinkedHashMap<>();

  /** Remembers what was applied. */
  public void applied(Collection<List<EntityChange>> changes) {
    for (List<EntityChange> some : changes) {
      for (EntityChange change : some) {
        open.put(change.transaction(), change.position());
      }
    }
    Iterator<Long> oldest = open.keySet().iterator();
    while (open.size() > MOST) {
      oldest.next();
      oldest.remove();
    }
  }

  /** Whether all of it can be seen by whoever reads the source from now on. */
  boolean visible(SourceDatabase source) {
    if (open.isEmpty()) {
      return true;
    }
    try (PinnedSnapshot now = source.pin()) {
      String token = now.token();
      open.entrySet().removeIf(each -> source.seenBy(token, each.getKey(), each.getValue()));
    }
    return open.isEmpty();
  }
}
