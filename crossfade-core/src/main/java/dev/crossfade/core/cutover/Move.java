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

  /** Lift the fence of a side. */
  record Lift(Side side, long epoch) implements Move {}

  /** Put a record in force in which writes go on where it says. */
  record Release(long epoch) implements Move {}

  /**
   * Nothing.
   *
   * @param epoch of the record that says so
   */
  record Rest(Side writes, long epoch) implements Move {}
}
