package dev.crossfade.engine.run;

import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.engine.cutover.CrossingInputs;
import dev.crossfade.engine.cutover.CutoverProblem;

/** The steps by which clients are moved, and moved back. */
final class CrossingSteps {

  private final RunInputs inputs;

  CrossingSteps(RunInputs inputs) {
    this.inputs = inputs;
  }

  /** Doing it. */
  Job.Task task(StepKind kind) {
    CrossingInputs crossing = inputs.crossing();
    if (kind == StepKind.RETIRE_RETURN) {
      return crossing == null
          ? () -> new Outcome.Done<>("nothing was armed")
          : crossing.back()::retire;
    } else if (crossing == null || kind != StepKind.ARM_RETURN) {
      return this::notOffered;
    }
    return crossing.back()::arm;
  }

  /** Ending what somebody has begun. */
  Job.Task reading(StepKind kind) {
    return this::notOffered;
  }

  private Outcome<String> notOffered() {
    return new Outcome.NotDone<>(CutoverProblem.notOffered(inputs.spec().name()));
  }
}
