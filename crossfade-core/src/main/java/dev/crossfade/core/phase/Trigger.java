package dev.crossfade.core.phase;

import java.util.Locale;

/** What makes a migration go from one phase to another. */
public enum Trigger {
  /** Begin, or go on after a stop. */
  START(Cause.PERSON),
  /** Let everything rest for a while. */
  PAUSE(Cause.PERSON),
  /** Go on after a pause. */
  RESUME(Cause.PERSON),
  /** Let everything go. */
  STOP(Cause.PERSON),
  /** Try again what failed. */
  RETRY(Cause.PERSON),
  /** Compare production with the sources. */
  VERIFY(Cause.PERSON),
  /** Read history again: from the start, or behind the stream of what is live. */
  RELOAD(Cause.PERSON),
  /** Take in what the specification has gained since everything became live. */
  EXTEND(Cause.PERSON),
  /** Move the clients to the new stack. */
  CUT_OVER(Cause.PERSON),
  /** Move the clients back to the legacy stack. */
  ROLL_BACK(Cause.PERSON),
  /** Be done for good. */
  COMPLETE(Cause.PERSON),
  /** All steps of the phase are done. */
  FINISHED(Cause.COURSE),
  /** The gate behind which the phase lies closed again, and no step of it is begun. */
  BLOCKED(Cause.COURSE),
  /** Something cannot be done, and trying again alone does not help. */
  FAILURE(Cause.COURSE);

  private enum Cause {
    PERSON,
    COURSE
  }

  private final Cause cause;

  Trigger(Cause cause) {
    this.cause = cause;
  }

  /** The word in paths and commands: {@code cut-over}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether people ask for it; everything else comes from the course of events. */
  public boolean asked() {
    return cause == Cause.PERSON;
  }
}
