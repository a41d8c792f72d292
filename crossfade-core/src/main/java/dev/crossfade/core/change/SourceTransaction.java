package dev.crossfade.core.change;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One committed transaction of a source, as far as it concerns the migration: whole, or one part of
 * a transaction that is too large for memory. All parts carry the same id, mark, end and origin;
 * only together may they become visible.
 *
 * @param id the database's own name of it, for people
 * @param snapshotId what {@code PinnedSnapshot} needs to tell whether it had seen this transaction:
 *     PostgreSQL the 32-bit transaction id, MariaDB unused (0)
 * @param committedAt the source's commit time as its log has it (may be coarse)
 * @param changes in log order; empty for a transaction that only carries a mark
 * @param mark the last mark it wrote, if any
 * @param end at or after the position of its last change, before every later transaction
 * @param extent how much of the transaction this is
 * @param origin where it comes from, as its log tells anywhere in the transaction
 */
public record SourceTransaction(
    String id,
    long snapshotId,
    Instant committedAt,
    List<Change> changes,
    @Nullable Mark mark,
    Position end,
    Extent extent,
    Origin origin) {

  public SourceTransaction {
    changes = List.copyOf(changes);
  }

  /** A whole transaction that others wrote. */
  public SourceTransaction(
      String id,
      long snapshotId,
      Instant committedAt,
      List<Change> changes,
      @Nullable Mark mark,
      Position end) {
    this(id, snapshotId, committedAt, changes, mark, end, Extent.WHOLE, Origin.OTHERS);
  }
}
