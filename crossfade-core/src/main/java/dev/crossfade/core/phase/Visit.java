package dev.crossfade.core.phase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One stay in a phase, from entering it until it is over, interruptions included.
 *
 * @param phase the phase
 * @param number tells the stays of a migration apart
 * @param steps how far its steps are
 */
public record Visit(Phase phase, int number, List<StepState> steps) {

  public Visit {
    steps = List.copyOf(steps);
  }

  static Visit begin(Phase phase, int number) {
    return new Visit(phase, number, phase.steps().stream().map(StepState::open).toList());
  }

  /** The first step that is not done. */
  public Optional<StepState> current() {
    return steps.stream().filter(step -> step.status() != StepState.Status.DONE).findFirst();
  }

  /** The step of this kind, if the phase has one. */
  public Optional<StepState> step(StepKind kind) {
    return steps.stream().filter(step -> step.kind() == kind).findFirst();
  }

  Visit with(StepKind kind, UnaryOperator<StepState> change) {
    List<StepState> changed = new ArrayList<>();
    steps.forEach(step -> changed.add(step.kind() == kind ? change.apply(step) : step));
    return new Visit(phase, number, changed);
  }

  Visit interrupted() {
    return new Visit(phase, number, steps.stream().map(StepState::interrupted).toList());
  }
}
