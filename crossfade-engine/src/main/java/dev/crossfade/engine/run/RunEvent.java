package dev.crossfade.engine.run;

import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Problem;
import java.util.List;

/** Something worth telling that happened in a run. */
public sealed interface RunEvent {

  /** Another phase began. */
  record PhaseBegan(Phase phase) implements RunEvent {}

  /** A source's changes are known to arrive. */
  record SourceHeard(String source) implements RunEvent {}

  /** The history of a mapping was cut into chunks. */
  record HistoryPlanned(String entity, String mapping) implements RunEvent {}

  /**
   * A chunk of history is in staging.
   *
   * @param entity name of the entity
   * @param mapping label of the mapping
   * @param rows source rows read
   * @param refused rows that went to quarantine
   */
  record ChunkLoaded(String entity, String mapping, long rows, long refused) implements RunEvent {}

  /** Entities became live together. */
  record EntitiesPublished(long release, List<String> entities, long seamChanges)
      implements RunEvent {
    public EntitiesPublished {
      entities = List.copyOf(entities);
    }
  }

  /** Something stopped. */
  record ProblemFound(String task, Problem problem) implements RunEvent {}
}
