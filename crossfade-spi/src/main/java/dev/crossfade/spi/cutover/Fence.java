package dev.crossfade.spi.cutover;

import dev.crossfade.core.problem.Problem;
import java.time.Duration;
import java.util.List;

/**
 * Keeps everybody but us from writing the tables in scope of one database. What it needs to be
 * completed or undone is stored in that database before anything is changed, so anybody who comes
 * after a crash can do either.
 *
 * <p>Orders carry epochs. An order older than the last one is refused, so a controller that wakes
 * up late changes nothing. Within an epoch a fence is raised first and lifted then, never again
 * raised.
 *
 * <p>One thread at a time; several processes may give orders at once. Failures to reach the
 * database are {@code ProblemException} of kind TRANSIENT: the order may or may not have been
 * carried out, and giving it again is right.
 */
public interface Fence extends AutoCloseable {

  /** Creates what it stores its state in. Idempotent; changes nobody's rights. */
  void prepare();

  /**
   * What would make it no fence, or keep it from being raised in time: rights that we lack,
   * sessions that no fence holds back, transactions that are prepared or open for long, other
   * writers. Empty means that it can be raised. Changes nothing.
   *
   * @param longest how long a transaction may be open already
   */
  List<Problem> check(Duration longest);

  /**
   * Does beforehand what raising would take long for and what keeps nobody from writing for more
   * than a moment. Idempotent; no order, so it gives way to every one, and raising does what is
   * missing. {@link #tidy} clears it away when it was not raised after all.
   *
   * @return false when somebody in flight is in the way, so that raising would wait for him, too
   */
  default boolean anticipate() {
    return true;
  }

  /**
   * Takes the right to write from everybody but us, waits until nobody is in flight, writes a mark
   * into the log. Readers go on. Raised already under this epoch: answers the same stop.
   *
   * @param budget how long to wait for transactions in flight
   * @return Raised, Outrun or Refused
   */
  FenceOutcome raise(long epoch, Duration budget);

  /**
   * Takes also what others were given since it was raised, or may do with tables that have come
   * into its scope since. Its stop stays where it is, and nobody in flight is waited for, so that
   * is for a side to which nobody was moved yet. Does nothing unless it stands raised under this
   * very epoch. Idempotent.
   */
  void retake(long epoch);

  /**
   * Gives back exactly the rights that were taken, in the shortest time: what keeps nobody from
   * writing may stay. Lifted already: changes nothing.
   *
   * @return Lifted or Outrun
   */
  FenceOutcome lift(long epoch);

  /**
   * Clears away what was left by lifting it, as far as nobody is in the way. No order, so it has no
   * epoch: it does nothing unless the fence is open, and gives way to every order.
   */
  void tidy();

  /** What {@link #remove} would do, one thing a line; empty when nothing is left. */
  List<String> left();

  /**
   * Lifts it for good and forgets that there was one: gives back what was taken, and removes what
   * its state is stored in with the last migration that has any. Idempotent. Orders that come late
   * are not refused any more, so nobody may be left who gives any.
   */
  void remove();

  /** How it stands, and what is not as that wants it. */
  FenceState state();

  /** How it stands, without looking for leaks: quick, for whoever looks all the time. */
  FenceState glance();

  @Override
  void close();
}
