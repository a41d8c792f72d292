package dev.crossfade.engine.run;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.engine.trouble.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is, as of now.
 *
 * @param phase the phase
 * @param unheard sources of which no change is known to have arrived; history waits for them
 * @param entities state of every entity by name
 * @param gates why entities that are ready are not published, by entity
 * @param histories one per mapping
 * @param backfill all histories together
 * @param streams by source name
 * @param quarantined open quarantine items
 * @param problems what stopped something so far
 * @param troubles what does not work for some time now and is tried again
 */
public record RunProgress(
    Phase phase,
    List<String> unheard,
    Map<String, EntityState> entities,
    Map<String, String> gates,
    List<History> histories,
    Backfill backfill,
    Map<String, StreamStatus> streams,
    long quarantined,
    List<Problem> problems,
    List<Trouble> troubles) {

  public RunProgress {
    unheard = List.copyOf(unheard);
    entities = Map.copyOf(entities);
    gates = Map.copyOf(gates);
    histories = List.copyOf(histories);
    streams = Map.copyOf(streams);
    problems = List.copyOf(problems);
    troubles = List.copyOf(troubles);
  }

  /**
   * How far one mapping's history is.
   *
   * @param entity name of the entity
   * @param mapping label of the mapping
   * @param chunks planned
   * @param chunksDone in staging
   * @param rows rows in staging
   * @param refused rows in quarantine
   * @param expectedRows rows that it has by estimate, those refused included; -1 when unknown
   */
  public record History(
      String entity,
      String mapping,
      int chunks,
      int chunksDone,
      long rows,
      long refused,
      long expectedRows) {}

  /**
   * How fast history is copied.
   *
   * @param rows rows read by this process, chunks under way included
   * @param expectedRows rows that history has by estimate, -1 when unknown
   * @param rowsPerSecond over the whole time
   * @param recentRowsPerSecond over the last seconds
   * @param elapsed from the first chunk to the last row so far
   * @param remaining how long it may still take, null when unknown or done
   */
  public record Backfill(
      long rows,
      long expectedRows,
      double rowsPerSecond,
      double recentRowsPerSecond,
      Duration elapsed,
      @Nullable Remaining remaining) {}

  /** A range of time. */
  public record Remaining(Duration least, Duration most) {}
}
