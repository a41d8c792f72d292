package dev.crossfade.spi.audit;

import dev.crossfade.core.audit.Leaf;
import java.util.List;
import java.util.Optional;

/**
 * The audit log of a control store: leaves in one order, never changed. Entries of journals get
 * into it by being written, in the same transaction. Thread-safe, and several processes may append
 * at once. Failures to reach it are {@code ProblemException} of kind TRANSIENT; whether something
 * was appended is not known then, and appending it again does no harm.
 */
public interface AuditLog {

  /** Name of this log, unlike that of any other. */
  String origin();

  /** Number of leaves. */
  long size();

  /**
   * Appends leaves, all or none, one behind the other. One whose id is in the log already stays as
   * and where it is.
   *
   * @return where each of them is
   */
  List<Long> append(List<Leaf> leaves);

  /** Leaves from this index on, in order. */
  List<AuditLine> read(long from, int max);

  /** The leaf with this id. */
  Optional<AuditLine> find(String id);

  /** Leaves that fit, newest first. */
  List<AuditLine> search(AuditSearch wanted);
}
