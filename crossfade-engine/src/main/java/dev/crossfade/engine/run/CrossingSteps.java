package dev.crossfade.engine.run;

import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.engine.Task;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.cutover.CutoverProblem;
import dev.crossfade.engine.cutover.Transit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps by which clients are moved, where this process can move any. */
final class CrossingSteps {

  private final String migration;
  private final @Nullable Transit transit;

  /**
   * @param transit null where nobody can be moved
   */
  CrossingSteps(String migration, @Nullable Transit transit) {
    this.migration = migration;
    this.transit = transit;
  }

  /** Doing it. */
  Task task(StepKind kind) {
    Transit by = transit;
    if (by != null) {
      return by.doing(kind);
    }
    return kind == StepKind.RETIRE_RETURN
        ? () -> new Outcome.Done<>("nothing was armed")
        : this::notOffered;
  }

  /** Ending what somebody has begun. */
  Task reading(StepKind kind) {
    Transit by = transit;
    return by == null ? this::nobody : by.ending(kind);
  }

  /** What goes on beside the steps. */
  List<Work> works() {
    Transit by = transit;
    return by == null ? List.of() : by.works();
  }

  private Outcome<String> notOffered() {
    return new Outcome.NotDone<>(CutoverProblem.notOffered(migration));
  }

  /** Which side takes writes somebody has to find out who can move clients. */
  private Outcome<String> nobody() {
    return new Outcome.Unknown<>(CutoverProblem.notOffered(migration));
  }
}
