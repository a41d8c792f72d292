package dev.crossfade.spi.source;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.Scratch;
import java.util.Collection;
import java.util.List;

/**
 * A source as a whole. Thread-safe; the readers it opens are not. Failures to reach the database
 * are {@code ProblemException} of kind TRANSIENT.
 */
public interface SourceDatabase extends AutoCloseable {

  /** All user tables with their columns, keys and estimates, ordered by name. */
  List<TableSchema> catalog();

  /**
   * What stands in the way of capturing and reading these tables (log settings, privileges, missing
   * keys, unsupported columns), each naming its table and fix. Empty means ready. Changes nothing.
   */
  List<Problem> preflight(Collection<TableId> tables);

  /** Opens a reader with a connection of its own. */
  SnapshotReader openReader();

  /**
   * Opens one consistent view of the whole database, for tables without key. The caller closes it
   * soon: it holds back the source's clean-up.
   */
  PinnedSnapshot pin();

  /**
   * Whether the snapshot that carried this token had already seen a change.
   *
   * @param token from {@link PinnedSnapshot#token()} or {@link #horizon()}, possibly of an earlier
   *     process
   * @param snapshotId of the transaction that made the change
   * @param position of the change
   */
  boolean seenBy(String token, long snapshotId, Position position);

  /**
   * Describes what reads that begin from now on see at least, for {@link #seenBy} and {@link
   * #covers}. Unlike a pinned snapshot it holds nothing, and no writer of the source waits for it;
   * a mark is written into the log.
   */
  String horizon();

  /**
   * Whether everything that stood in the log at an earlier horizon, seen by readers then or not, is
   * seen by whoever reads since a later one.
   */
  boolean covers(String later, String earlier);

  /** Opens a way to ask queries, with a connection of its own. */
  Inquiry openInquiry(InquiryLimits limits);

  /** Opens a way to run what writes and is rolled back. */
  Scratch openScratch(InquiryLimits limits);

  /** The source's own log. */
  SourceLog log();

  @Override
  void close();
}
