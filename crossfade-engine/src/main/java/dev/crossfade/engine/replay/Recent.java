package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Position;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream has applied and other sessions of its source may not see yet: a commit can be in
 * the log a moment before; a row that is read then would be older than what production has. What
 * was applied before anybody asked, by whichever process, is covered by a horizon that has to pass;
 * from then on transactions are remembered. One thread.
 */
public final class Recent {

  private static final int MOST = 10_000;

  private final Map<Long, Position> open = new LinkedHashMap<>();
  private @Nullable String begun;
  private boolean passed;

  /** Remembers what is about to be applied. */
  public void applying(Collection<List<EntityChange>> changes) {
    if (begun == null) {
      return;
    }
    for (List<EntityChange> some : changes) {
      for (EntityChange change : some) {
        open.put(change.transaction(), change.position());
      }
    }
    if (open.size() > MOST) {
      forget();
    }
  }

  /** Nobody asks any more; whoever does next begins with a horizon again. */
  void forget() {
    open.clear();
    begun = null;
    passed = false;
  }

  /** Whether all of it can be seen by whoever reads the source from now on. */
  boolean visible(SourceDatabase source) {
    String first = begun;
    if (passed && open.isEmpty()) {
      return true;
    }
    String now = source.horizon();
    if (first == null) {
      first = now;
      begun = now;
    }
    passed |= source.covers(now, first);
    open.entrySet().removeIf(each -> source.seenBy(now, each.getKey(), each.getValue()));
    return passed && open.isEmpty();
  }
}
