package dev.crossfade.engine.run;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.spi.target.ProgressStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Remembers entities a run goes on without although their history was begun, or changes of them may
 * be held because a stream has moved. The streams move past their changes, so they must not come
 * back as if nothing had happened: what was held before would be applied over what was passed.
 * [NO-SILENT-LOSS]
 */
final class LeftBehind {

  private static final String FACT = "left-behind.";

  private LeftBehind() {}

  /**
   * Refuses entities that an earlier run left behind, and remembers those that this one does. To be
   * called before any log is touched.
   *
   * @param sources names of all sources of the migration
   */
  static void check(List<EntityShape> entities, Set<String> sources, ProgressStore progress) {
    Set<String> ahead = new HashSet<>();
    List<Problem> missed = new ArrayList<>();
    for (EntityShape entity : entities) {
      ahead.add(entity.name());
      if (progress.fact(FACT + entity.name()).isPresent()) {
        missed.add(missed(entity.name()));
      }
    }
    if (!missed.isEmpty()) {
      throw new ProblemException(missed);
    }
    boolean moved = sources.stream().anyMatch(source -> Mappings.followed(source, progress));
    progress
        .entityStates()
        .forEach(
            (entity, state) -> {
              if ((moved || state != EntityState.WAITING) && !ahead.contains(entity)) {
                progress.remember(FACT + entity, state.name());
              }
            });
  }

  private static Problem missed(String entity) {
    return Problem.of(
            EngineProblem.MISSED_CHANGES,
            "changes of " + entity + " are missing in the target",
            "an earlier run went on without " + entity + ", so the streams have passed them",
            "this is a gap: leave the entity out, or load it in a migration of another name")
        .with("entity", entity);
  }
}
