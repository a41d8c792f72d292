package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.RowsRefusedException;
import dev.crossfade.spi.target.StreamSession;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a repair: both sides are looked at, slice by slice; what differs is looked at again
 * and written once the stream is behind the look.
 */
interface Piece extends AutoCloseable {

  /** Looks at the next slice, of everything that the stream has applied at least; true if last. */
  boolean look(SnapshotReader reader);

  /** Whether something was not as it should be. */
  boolean suspicious();

  /**
   * Looks again at what was not as it should be, and makes it right.
   *
   * @return what was done; null when it cannot be told yet, and nothing may be committed
   */
  Repair.@Nullable Count write(Writing writing);

  /** Where the next piece begins; null when this is the last. */
  @Nullable String next();

  /** Remembers what the stream is about to apply. */
  default void applying(Map<String, List<EntityChange>> changes) {}

  /** Whether nobody can tell any more what is to be written: it has to be begun again. */
  default boolean broken() {
    return false;
  }

  /** Lets go of what it looked at. */
  @Override
  default void close() {}

  /**
   * The transaction of a piece.
   *
   * @param session begun
   * @param reader of the stream's source
   * @param applied up to where the stream is applied
   * @param window what the stream has changed since the piece was begun
   */
  record Writing(
      StreamSession session,
      SnapshotReader reader,
      ChangeApplier changes,
      Position applied,
      Window window) {

    /** Takes rows of an entity out of production: those with some keys, and some that have none. */
    void remove(String entity, Collection<Key> keys, List<@Nullable Object[]> rows) {
      try {
        session.write(
            new EntityWrite(
                entity,
                EntityWrite.Reset.KEEP,
                List.copyOf(keys),
                List.of(),
                List.of(),
                List.copyOf(rows)));
      } catch (RowsRefusedException e) {
        throw ChangeApplier.removalRefused(entity, e);
      }
    }
  }
}
