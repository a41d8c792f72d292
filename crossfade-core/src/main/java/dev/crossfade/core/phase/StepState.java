package dev.crossfade.core.phase;

import java.time.Instant;

/**
 * How far a step is.
 *
 * @param kind what it does
 * @param status how far it is
 * @param attempts how often it was begun
 * @param epoch of the lease under which it was begun last
 * @param notBefore when it may be tried again
 */
public record StepState(StepKind kind, Status status, int attempts, long epoch, Instant notBefore) {

  /** How far a step can be. */
  public enum Status {
    /** Not begun, or certainly not done. */
    OPEN,
    /** The intention is on record; it may be under way. */
    BEGUN,
    /** It may or may not have happened: somebody has to read. */
    UNSETTLED,
    /** It happened. */
    DONE
  }

  /** A step nobody has begun. */
  public static StepState open(StepKind kind) {
    return new StepState(kind, Status.OPEN, 0, 0, Instant.EPOCH);
  }

  StepState begun(int attempt, long owner) {
    return new StepState(kind, Status.BEGUN, attempt, owner, notBefore);
  }

  StepState now(Status next) {
    return new StepState(kind, next, attempts, epoch, notBefore);
  }

  StepState againAt(Instant when) {
    return new StepState(kind, Status.OPEN, attempts, epoch, when);
  }

  /** Whoever is interrupted cannot say whether it was in time. */
  StepState interrupted() {
    return status == Status.BEGUN ? now(Status.UNSETTLED) : this;
  }
}
