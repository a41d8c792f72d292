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

  /** Loads that did something to an entity and are below this one, newest first. */
  List<Long> loadsOf(String entity, long below, int max);

  /** What commitments of this migration are made with; to be handled like the rows themselves. */
  byte[] secret();
}
