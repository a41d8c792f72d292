package dev.crossfade.engine.reconcile;

import dev.crossfade.core.phase.Flag;
import dev.crossfade.core.phase.Order;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import java.util.Optional;
import java.util.Set;

/**
 * What moves the data of one migration, as whoever owns the migration sees it. Everything is asked
 * for again and again; nothing blocks for long. Each call that changes anything carries the epoch
 * of the owner's lease, and is refused once a later one was seen, however late it arrives.
 *
 * <p>One thread at a time. What cannot be reached is a {@code ProblemException} of kind TRANSIENT;
 * whether the call had an effect is not known then.
 */
public interface DataPlane {

  /**
   * From its return on nothing under an older epoch has an effect, including what is under way.
   * Idempotent; comes before anything else under an epoch.
   *
   * @throws OvertakenException when a later epoch was seen
   * @throws dev.crossfade.core.problem.ProblemException of code {@code STILL_UNDER_WAY} while
   *     something that was let go has not ended; nothing happened
   */
  void fence(long epoch);

  /** What stands beside the phase now. */
  Set<Flag> flags();

  /**
   * Begins a step, or goes on with it if this object has begun it. The same order never has its
   * effect twice if it is probed after an unknown end. {@code REST} is done only when nothing that
   * was ordered before can have an effect any more, also not what ended in silence.
   *
   * @return how it ended, or empty while it is under way
   * @throws OvertakenException when a later epoch was seen; nothing happened
   */
  Optional<Outcome<String>> perform(Order order, long epoch);

  /**
   * Reads whether a step has happened. Waits for, or ends, what an earlier attempt has under way:
   * once the answer is {@code NotDone} no earlier attempt will have an effect.
   *
   * @return how it ended, or empty when that is not known yet
   * @throws OvertakenException when a later epoch was seen
   */
  Optional<Outcome<String>> probe(Order order, long epoch);

  /**
   * Lets the streams run, if they do not.
   *
   * @return why they cannot go on, if they cannot
   * @throws OvertakenException when a later epoch was seen
   */
  Optional<Problem> follow(int visit, long epoch);

  /** Lets everything go that this object has under way. Touches nothing outside this process. */
  void letGo();
}
