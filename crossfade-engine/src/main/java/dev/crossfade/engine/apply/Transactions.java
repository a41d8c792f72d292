package dev.crossfade.engine.apply;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.spi.source.SourceDatabase;
import java.time.Instant;
import java.util.List;

/** Compares changes with snapshots. */
public final class Transactions {

  private Transactions() {}

  /** Whether a snapshot of the change's source had seen its transaction. */
  public static boolean seenBy(SourceDatabase source, String token, EntityChange change) {
    return source.seenBy(
        token,
        new SourceTransaction(
            "", change.transaction(), Instant.EPOCH, List.of(), null, change.position()));
  }
}
