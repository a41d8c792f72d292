package dev.crossfade.core.phase;

import java.time.Instant;

/** Something that happened to a migration. Its state is what all its events made of it. */
public sealed interface Event {

  /** Another phase began. */
  record Entered(Phase phase, Trigger by) implements Event {}

  /** Somebody is about to do a step; recorded before anything is done. */
  record Begun(StepKind step, int attempt, long epoch) implements Event {}

  /** A step happened. */
  record Done(StepKind step, int attempt, String result) implements Event {}

  /** An attempt certainly had no effect; the next one waits. */
  record Undone(StepKind step, int attempt, String why, Instant notBefore) implements Event {}

  /** Nobody knows whether a step happened; it will be read, not tried again. */
  record Unsettled(StepKind step, int attempt, String why) implements Event {}

  /** Something beside the steps cannot go on. */
  record Broke(String why) implements Event {}

  /** A flag closes the gates. */
  record Raised(Flag flag) implements Event {}

  /** A flag is gone. */
  record Lowered(Flag flag) implements Event {}

  /** Somebody asked others to agree to what lies behind a gate. */
  record SignOffRequested(
      String id, Phase gate, String by, String reason, String basis, Instant until)
      implements Event {}

  /** Somebody agreed to exactly this. */
  record SignOffApproved(String id, String by, String reason, String basis) implements Event {}

  /** Somebody took a request back, with all that was agreed to. */
  record SignOffRevoked(String id, String by, String reason) implements Event {}

  /**
   * From here on another specification counts. What was signed before is void for good.
   *
   * @param specification its hash
   * @param required how many different people it wants to agree
   */
  record Described(String specification, int required) implements Event {}

  /** Somebody keeps the way back open for longer. */
  record WindowExtended(int hours, String by, String reason) implements Event {}

  /**
   * Somebody answers for a check that keeps an entity from being published.
   *
   * @param check id of the check
   */
  record CheckOverridden(String check, String by, String reason) implements Event {}
}
