package dev.crossfade.spi.reverse;

import dev.crossfade.core.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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

  /** How far it followed; empty before its first owner, and after {@link #restart}. */
  Optional<ReverseState> state();

  /**
   * Makes it ready to follow this stream, of a new passage: how far it followed another one is
   * forgotten, and whoever owned that can no longer commit. If it follows this very stream already,
   * nothing is changed. What was kept stays.
   *
   * @throws dev.crossfade.core.problem.ProblemException of an OPERATOR's code while rows of another
   *     stream wait to be seen to: nobody could tell any more what became of them
   */
  void restart(String streamId);

  /**
   * From its return on nobody commits who owns the way back now; what blocks is ended. Owning it
   * anew is up to everybody. Idempotent; changes nothing before the first owner.
   */
  void disown();

  /** What was kept because it could not be brought back, oldest first. */
  List<Unrestored> unrestored(int most);

  /** How many rows were kept. */
  long waiting();

  /**
   * Forgets a row that was kept, since somebody has seen to it.
   *
   * @return how many there were that said the same
   */
  long settle(Unrestored seen);

  /** Forgets this migration, and removes the tables with the last one. Idempotent. */
  void remove();

  @Override
  void close();
}
