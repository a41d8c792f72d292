package dev.crossfade.spi.reverse;

import dev.crossfade.core.problem.Problem;
import java.util.Collection;
import java.util.List;

/**
 * A source that follows the target, once the target takes the writes. What is kept about it (how
 * far it followed, and what could not be brought back) is in the source itself, in a schema or
 * database {@code crossfade}. Thread-safe; what it opens is not. Failures to reach the database are
 * {@code ProblemException} of kind TRANSIENT.
 */
public interface LegacyDatabase extends AutoCloseable {

  /**
   * What stands in the way of writing to these tables: privileges, triggers that would fire a
   * second time, columns of new rows without a value. Empty means ready. Changes nothing.
   */
  List<Problem> preflight(Collection<LegacyTable> tables);

  /** Creates what is kept in the source. Idempotent. */
  void prepare();

  /** Opens the one way by which the source is changed. */
  LegacyApplier openApplier();

  /** What was kept because it could not be brought back, oldest first. */
  List<Unrestored> unrestored(int most);

  /** Forgets this migration, and removes the tables with the last one. Idempotent. */
  void remove();

  @Override
  void close();
}
