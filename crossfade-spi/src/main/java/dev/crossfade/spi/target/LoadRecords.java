package dev.crossfade.spi.target;

import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowBlock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What loads did, row by row, written in the transaction that did it. What is committed waits here
 * until it is in the audit log, however long that takes. Thread-safe. Failures to reach it are
 * {@code ProblemException} of kind TRANSIENT.
 */
public interface LoadRecords {

  /** Committed loads that are not known to be in the audit log, oldest first. */
  List<LoadRecord> pending(int max);

  /** Remembers where loads are in the audit log. Idempotent. */
  void logged(Map<Long, Long> leaves);

  /** A committed load. */
  Optional<LoadRecord> load(long id);

  /** The records of the part of a load that is at this place among its parts, in order. */
  List<RowBlock> blocks(long load, int part);

  /** Finds records by keys. */
  RowIndex index();

  /** Loads that did something to an entity and are below this one, newest first. */
  List<Long> loadsOf(String entity, long below, int max);

  /** Tells which loads are committed now, for {@link #writtenSince}. */
  String moment();

  /**
   * How many rows of an entity were written, or taken away, by loads that were committed after a
   * moment. A load that empties a table counts as one row.
   */
  long writtenSince(String moment, String entity);

  /** What commitments of this migration are made with; to be handled like the rows themselves. */
  byte[] secret();
}
