package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.engine.stream.StreamStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a migration is. What nobody knows is absent.
 *
 * @param at when this was seen
 * @param seenBy who knows it
 * @param phase as its journal has it
 * @param summary the whole in one sentence
 * @param owner who carries it out
 * @param history all history together
 * @param backfill the copy of history, once this server has begun it
 * @param seam between history and the first publish, once this server has published
 * @param comparedRows read by the verification under way
 * @param entities one for each that is prepared
 * @param streams one for each source that is followed
 * @param unheard sources of which no change is known to have arrived; history waits for them
 * @param quarantined rows in quarantine
 * @param troubles what does not work for some time now and is tried again
 * @param stopped what cannot go on
 * @param crossing the latest attempt to move clients, as far as this server knows of one
 * @param wayBack how far the sources follow the new stack, while that takes the writes
 * @param mappingVersion content hash of all mappings
 * @param contentHash of the specification by which the server works
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProgressDocument(
    String apiVersion,
    String migration,
    Instant at,
    SeenBy seenBy,
    Phase phase,
    String summary,
    @Nullable String owner,
    @Nullable History history,
    @Nullable Copy backfill,
    @Nullable Seam seam,
    @Nullable Long comparedRows,
    List<Entity> entities,
    List<Stream> streams,
    List<String> unheard,
    long quarantined,
    List<Trouble> troubles,
    List<Stop> stopped,
    @Nullable CrossingDocument crossing,
    @Nullable ReturnDocument wayBack,
    @Nullable String mappingVersion,
    @Nullable String contentHash,
    @JsonProperty("next_steps") List<String> nextSteps) {

  static final String API_VERSION = "crossfade.dev/progress/v1";

  /** The same with something more that does not work. */
  ProgressDocument with(Trouble trouble) {
    List<Trouble> all = new ArrayList<>(troubles);
    all.add(trouble);
    return told(summary, all);
  }

  /** The same when all that is known is why nothing can be seen. */
  ProgressDocument unseen(Trouble why) {
    return told("the target cannot be looked at: " + why.what(), List.of(why));
  }

  private ProgressDocument told(String sentence, List<Trouble> met) {
    return new ProgressDocument(
        apiVersion,
        migration,
        at,
        seenBy,
        phase,
        sentence,
        owner,
        history,
        backfill,
        seam,
        comparedRows,
        entities,
        streams,
        unheard,
        quarantined,
        met,
        stopped,
        crossing,
        wayBack,
        mappingVersion,
        contentHash,
        nextSteps);
  }

  /** Who knows how far a migration is. */
  enum SeenBy {
    /** The server that answers carries it out itself. */
    OWNER,
    /** It was read from the tables of the target; somebody else, or nobody, carries it out. */
    TARGET,
    /** The target cannot be read, or there is nothing in it. */
    JOURNAL
  }

  /**
   * History as a whole.
   *
   * @param rows read so far
   * @param expectedRows that there are by estimate
   * @param rowsPerSecond of the last seconds
   * @param remainingSeconds how long it may still take
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record History(
      long rows,
      @Nullable Long expectedRows,
      @Nullable Double rowsPerSecond,
      @Nullable Range remainingSeconds) {}

  /** From the least to the most. */
  record Range(double least, double most) {}

  /** The copy of history into staging. */
  record Copy(long rows, double seconds, double rowsPerSecond) {}

  /** From the last row of history to the first publish, with the changes held meanwhile. */
  record Seam(double seconds, long changes) {}

  /**
   * One entity.
   *
   * @param chunks planned, chunksDone in staging
   * @param rows in staging, refused in quarantine
   * @param expectedRows that its history has by estimate, refused ones included
   * @param held why it is not published although it is ready: the checks that have not passed
   * @param verdict of the latest verification
   * @param verifiedAt when that ended
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entity(
      String entity,
      EntityState state,
      int chunks,
      int chunksDone,
      long rows,
      long refused,
      @Nullable Long expectedRows,
      @Nullable String held,
      Verdict.@Nullable Result verdict,
      @Nullable Instant verifiedAt) {}

  /**
   * The stream of one source. The counts are those of the process that carries the migration out.
   *
   * @param lagMillis age of the last mark that was applied
   * @param held changes kept for entities that are not live
   * @param deduplicated changes that had been applied before
   * @param problem why it stopped
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Stream(
      String source,
      StreamStatus.State state,
      @Nullable Long lagMillis,
      @Nullable Long captured,
      @Nullable Long applied,
      @Nullable Long held,
      @Nullable Long deduplicated,
      @Nullable Long quarantined,
      @Nullable String problem) {}

  /** What does not work for some time, since when, and which tasks wait for it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Trouble(
      String about,
      String code,
      String what,
      @Nullable String why,
      @Nullable String fix,
      Instant since,
      List<String> waiting) {}

  /** What cannot go on: a source, or the whole. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Stop(
      @Nullable String source,
      String code,
      String what,
      @Nullable String why,
      @Nullable String fix) {}
}
