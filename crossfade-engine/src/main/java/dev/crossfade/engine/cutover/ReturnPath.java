package dev.crossfade.engine.cutover;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.engine.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way back: the target is captured like a source, and its changes are brought into the sources
 * while {@link dev.crossfade.spi.target.ProgressStore#DIRECTION} is {@code return}. Only the owner
 * of the migration has one; what it achieved is in the databases, and another one goes on.
 *
 * <p>All methods but those of {@link #loops} may be called by any thread, one at a time. What
 * cannot be reached is a {@code ProblemException} of kind TRANSIENT.
 */
public interface ReturnPath {

  /** There is none: nothing can be armed. */
  ReturnPath NONE = new NoReturn();

  /**
   * Captures the target, or goes on with that, and proves it by a mark that comes back. Idempotent;
   * one look at a time, none of them long.
   *
   * @return how it ended, or null while it is under way
   */
  @Nullable Outcome<String> arm();

  /**
   * Removes capture, log and topic of the target, as far as there are any, and forgets that it was
   * armed. Idempotent; one look at a time.
   *
   * @return how it ended, or null while it is under way
   */
  @Nullable Outcome<String> retire();

  /**
   * One loop for each source, each with a connection of its own once it applies. They rest while
   * the direction is forward. Under {@code return} a loop takes its source over, reads the
   * direction once it owns it, begins behind the {@link dev.crossfade.core.cutover.ReturnMark} of
   * that very direction, and applies. Stepped by the shift; asked for once per shift.
   */
  List<Work> loops();

  /** Writes a mark into the target's log, behind everything that is committed there. */
  Mark mark();

  /**
   * What makes sure, once all of it has been run, that no loop, of this process or another, applies
   * anything more for having read the direction before: loops of this process let go and read it
   * again, and the epoch of every source's position is raised. One for each source, in any order or
   * at the same time: each needs a connection, and clients wait meanwhile. Idempotent.
   */
  List<Runnable> turns();

  /**
   * Whether every source has what the target's log has before this mark, and nothing of it was kept
   * aside because it could not be brought back.
   */
  boolean returned(Mark mark);

  /**
   * How many rows could not be brought back to some source and wait for people. Looked at before
   * writes are held, too.
   */
  long unrestored();
}
