package dev.crossfade.spi.cutover;

import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.traffic.Side;

/**
 * What is done between the fence and the switch. Nothing of it changes who may write, and all of it
 * may be done again. One thread at a time; what cannot be reached is a {@code ProblemException} of
 * kind TRANSIENT.
 */
public interface PassageWork {

  /** How far a work is. */
  enum Result {
    DONE,
    NOT_YET,
    /** It cannot be done; the attempt ends. */
    REFUSED
  }

  /**
   * Does one of CATCH_UP, COMPARE and READY, or finds out how far it is; and for SWITCH, just
   * before it, whether whoever has to agree still does.
   *
   * @param to the side that is to take writes
   * @param stop of the other side
   */
  Result work(CutoverStep step, Side to, FenceStop stop);

  /**
   * Called before the fence of the side is lifted that the record names, on the way there as on the
   * way back: from its return on changes are applied as it has to be while that side takes writes.
   * Idempotent; while it fails the fence is not lifted.
   *
   * @param epoch of the record in force
   */
  default void opening(Side side, long epoch) {}

  /**
   * Called in its place for the side that this very attempt has stopped, when it goes back. Where
   * it has not begun to let changes go the other way there is nothing to do, and nothing of the
   * other side is needed.
   *
   * @param epoch of the record in force
   */
  default void returning(Side side, long epoch) {
    opening(side, epoch);
  }

  /**
   * Called before the fence of a side is lifted that an attempt had stopped, and from which
   * somebody has sent writes away by hand meanwhile. Nothing of what was proven counts. Refused to
   * whoever is not the owner any more, since others may have moved clients since he looked.
   *
   * @param epoch of the record in force
   */
  default void abandoning(Side side, long epoch) {
    opening(side, epoch);
  }
}
