package dev.crossfade.testkit.fault;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;

/** Carries faults out. */
public final class FaultyCalls {

  private final Faults faults;

  public FaultyCalls(Faults faults) {
    this.faults = faults;
  }

  private enum Code implements ProblemCode {
    UNREACHABLE(9001, Kind.TRANSIENT),
    UNKNOWN(9002, Kind.ESCALATE);

    private final int number;
    private final Kind kind;

    Code(int number, Kind kind) {
      this.number = number;
      this.kind = kind;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public Kind kind() {
      return kind;
    }
  }

  /** To be called at the begin of a call that is not a commit. */
  public void enter(String call) {
    switch (faults.before(call)) {
      case NONE -> {}
      case UNREACHABLE, NOT_DONE, ACK_LOST, REQUEST_LOST -> throw unreachable(call).raise();
      case CRASH_BEFORE, CRASH_AFTER -> throw new SimulatedCrash(call);
    }
  }

  /** Runs a commit. */
  public Outcome<Void> commit(String call, Runnable effect) {
    Fault fault = faults.before(call);
    switch (fault) {
      case UNREACHABLE -> throw unreachable(call).raise();
      case NOT_DONE -> {
        return new Outcome.NotDone<>(unreachable(call));
      }
      case REQUEST_LOST -> {
        return new Outcome.Unknown<>(unknown(call));
      }
      case CRASH_BEFORE -> throw new SimulatedCrash(call);
      case NONE, ACK_LOST, CRASH_AFTER -> effect.run();
    }
    if (fault == Fault.CRASH_AFTER) {
      throw new SimulatedCrash(call);
    }
    return fault == Fault.ACK_LOST ? new Outcome.Unknown<>(unknown(call)) : done();
  }

  @SuppressWarnings("NullAway") // Void has no other value
  private static Outcome<Void> done() {
    return new Outcome.Done<>(null);
  }

  /** A problem that is gone when tried again. */
  public static Problem unreachable(String call) {
    return Problem.of(Code.UNREACHABLE, call + " could not be reached", "simulated", "try again");
  }

  private static Problem unknown(String call) {
    return Problem.of(Code.UNKNOWN, call + " ended in silence", "simulated", "read");
  }
}
