package dev.crossfade.core.plan;

import dev.crossfade.core.phase.StepKind;
import java.util.List;

/**
 * What a run will do: the same value is shown by {@code plan}, previewed by {@code --dry-run} and
 * carried out by {@code run}.
 *
 * @param migration name of the migration
 * @param entities names of the entities that go ahead, in specification order
 * @param steps what is still to be done for them, in order
 * @param leftOut entities that cannot go ahead
 */
public record Plan(
    String migration, List<String> entities, List<Step> steps, List<LeftOut> leftOut) {

  public Plan {
    entities = List.copyOf(entities);
    steps = List.copyOf(steps);
    leftOut = List.copyOf(leftOut);
  }

  /** Nothing can go ahead. */
  public boolean blocked() {
    return entities.isEmpty();
  }

  /** Estimated rows of history still to be copied; unknown estimates count as zero. */
  public long historyRows() {
    return steps.stream()
        .filter(step -> step.kind() == StepKind.COPY_HISTORY)
        .mapToLong(step -> Math.max(0, step.rows()))
        .sum();
  }
}
