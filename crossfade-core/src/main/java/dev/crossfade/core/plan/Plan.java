package dev.crossfade.core.plan;

import dev.crossfade.core.phase.StepKind;
import java.util.List;

/**
 * What a run will do from where the migration is. The same value is shown by {@code plan} and by
 * the API, and carried out: which steps there are, and in which order, is decided by {@link
 * dev.crossfade.core.phase.Decider} alone, and what a step is about whoever carries it out takes
 * from here.
 *
 * @param migration name of the migration
 * @param entities names of the entities that go ahead, in specification order
 * @param sources names of the sources they are read from
 * @param steps what is still to be done for them, in order
 * @param leftOut entities that cannot go ahead
 */
public record Plan(
    String migration,
    List<String> entities,
    List<String> sources,
    List<Step> steps,
    List<LeftOut> leftOut) {

  public Plan {
    entities = List.copyOf(entities);
    sources = List.copyOf(sources);
    steps = List.copyOf(steps);
    leftOut = List.copyOf(leftOut);
  }

  /** Nothing can go ahead. */
  public boolean blocked() {
    return entities.isEmpty();
  }

  /** Estimated rows of history still to be copied; unknown estimates count as zero. */
  public long historyRows() {
    return steps(StepKind.COPY_HISTORY).stream().mapToLong(step -> Math.max(0, step.rows())).sum();
  }

  /** The steps of a kind. */
  public List<Step> steps(StepKind kind) {
    return steps.stream().filter(step -> step.kind() == kind).toList();
  }
}
