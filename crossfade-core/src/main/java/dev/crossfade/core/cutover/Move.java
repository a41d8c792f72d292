package dev.crossfade.core.cutover;

import dev.crossfade.core.traffic.Side;

/** What is to be done next. Each is done once, or refused because of its epoch. */
public sealed interface Move {

  /** Put a record in force in which writes are held by this attempt. */
  record HoldWrites() implements Move {}

  /** Wait until all gateways have obeyed. */
  record Await() implements Move {}

  /** Raise the fence of a side. */
  record Raise(Side side, long epoch) implements Move {}

  /** Work that does not change who may write, and may be done again. */
  record Work(CutoverStep step) implements Move {}

  /** Put a record in force that names the other side, and holds writes still. */
  record Switch(long epoch) implements Move {}

  /** Put a record in force that says the same under another epoch: who was before is outrun. */
  record TakeOver() implements Move {}

  /** Lift the fence of the side to which the record sends writes. */
  record Lift(Side side, long epoch) implements Move {}

  /**
   * Lift the fence of the side that an attempt has stopped, although the record sends writes to the
   * other one: somebody did that by hand, so nobody has brought anything over.
   */
  record Reopen(Side side, long epoch) implements Move {}

  /** Put a record in force in which writes go on where it says. */
  record Release(long epoch) implements Move {}

  /**
   * Nothing.
   *
   * @param writes the side to which the record sends them
   * @param epoch of the record that says so
   * @param home the side whose database takes them; another than the record says where somebody
   *     sent writes there by hand, since that opens no database
   */
  record Rest(Side writes, long epoch, Side home) implements Move {

    /** Where nobody did that. */
    Rest(Side writes, long epoch) {
      this(writes, epoch, writes);
    }

    /** Whether somebody sent writes by hand to a side that is closed. */
    public boolean byHand() {
      return home != writes;
    }
  }
}
