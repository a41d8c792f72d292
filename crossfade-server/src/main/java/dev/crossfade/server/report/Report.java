package dev.crossfade.server.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run did and what was proven, as a document for programs; described in {@code
 * docs/report.md}. Fields are only ever added within one {@code apiVersion}.
 *
 * @param apiVersion {@link #VERSION}
 * @param command {@code run}, {@code verify} or {@code demo}
 * @param migration name of the migration
 * @param mappingVersion content hash of all mappings; absent when the command ended before that was
 *     known
 * @param specification what the mappings were compiled from
 * @param startedAt UTC, ISO 8601
 * @param finishedAt UTC, ISO 8601
 * @param proven whether everything demanded was proven; the exit code is 0 exactly then
 * @param machine where it ran
 * @param phases how long each phase took
 * @param backfill the copy of history; absent when this process copied nothing
 * @param seam between the end of the copy and the first publish; absent as above
 * @param stream changes since the first publish
 * @param verify the comparison; absent when none was made
 * @param writes what became of the journalled writes; {@code demo} only
 * @param oracles the independent proofs; {@code demo} only
 * @param gateway what the clients saw who asked through the gateway; {@code demo} only
 * @param cutover how clients were moved to the new stack; {@code demo} only
 * @param rollback how they were moved back; {@code demo} only
 * @param troubles transient problems that lasted longer than some seconds
 * @param quarantined rows that are parked now
 * @param reasons why it is not proven, in words; empty when it is
 */
public record Report(
    String apiVersion,
    String command,
    String migration,
    @Nullable String mappingVersion,
    Origin specification,
    String startedAt,
    String finishedAt,
    boolean proven,
    Machine machine,
    List<PhaseTime> phases,
    @Nullable Backfill backfill,
    @Nullable Seam seam,
    @Nullable Stream stream,
    @Nullable Verify verify,
    @Nullable Writes writes,
    @Nullable List<Proof> oracles,
    @Nullable Gateway gateway,
    @Nullable Cutover cutover,
    @Nullable Rollback rollback,
    List<Trouble> troubles,
    long quarantined,
    List<String> reasons) {
  /** The version of this document's shape. */
  public static final String VERSION = "crossfade.dev/report/v1";

  /**
   * The specification that was used.
   *
   * @param contentHash SHA-256 of its canonical form
   * @param gitCommit commit of its folder, {@code -dirty} with uncommitted changes; absent outside
   *     of git
   */
  public record Origin(String contentHash, @Nullable String gitCommit) {}

  /**
   * How long a phase took.
   *
   * @param name for example {@code backfill}
   * @param seconds wall clock
   */
  public record PhaseTime(String name, double seconds) {}

  /**
   * The copy of history into staging.
   *
   * @param rows rows read from the sources
   * @param seconds from the first chunk planned to the last committed
   * @param rowsPerSecond their quotient
   */
  public record Backfill(long rows, double seconds, double rowsPerSecond) {}

  /**
   * Between history and stream.
   *
   * @param seconds from the last chunk committed to the first publish
   * @param changes changes that were held and drained
   */
  public record Seam(double seconds, long changes) {}

  /**
   * The stream after the first publish.
   *
   * @param changes changes applied
   * @param lagMillis from commit in the source to visible in production; absent when not measured
   */
  public record Stream(long changes, @Nullable Lag lagMillis) {}

  /**
   * A distribution of lags in milliseconds.
   *
   * @param p50 half were at most this
   * @param p99 ninety-nine in a hundred were at most this
   * @param max the longest
   * @param samples how many were measured
   * @param measuredBy {@code writes} (acknowledged write to visible row, by an independent reader)
   *     or {@code marks} (mark written into the source's log to applied)
   */
  public record Lag(double p50, double p99, double max, long samples, String measuredBy) {}

  /**
   * The comparison of production with the sources.
   *
   * @param verdict {@code EQUAL}, {@code DIFFERENT} or {@code UNKNOWN}
   * @param rowsCompared expected rows compared
   * @param mismatches rows that differ for certain
   * @param unsettled rows that could not be judged
   * @param parked rows that are in quarantine as they are in their source, and were not compared
   * @param refused those of them that their mapping refuses; the others were refused by the target
   * @param coverage {@code full} when all rows of all entities were read, else {@code upkeep}
   * @param seconds how long it took
   * @param entities the same per entity
   */
  public record Verify(
      String verdict,
      long rowsCompared,
      long mismatches,
      long unsettled,
      long parked,
      long refused,
      String coverage,
      double seconds,
      List<EntityVerdict> entities) {}

  /**
   * The verdict about one entity.
   *
   * @param entity name of the entity
   * @param verdict as in {@link Verify}
   * @param rowsCompared expected rows compared
   * @param mismatches rows that differ for certain
   * @param parked as in {@link Verify}
   * @param refused as in {@link Verify}
   * @param coverage {@code full} when all rows were read, {@code upkeep} when only those whose keys
   *     were touched since the last verdict
   * @param fullPass when the full pass began that the upkeep builds on, UTC, ISO 8601; absent in a
   *     full pass
   * @param because why there was a full pass although upkeep was asked for; absent otherwise
   */
  public record EntityVerdict(
      String entity,
      String verdict,
      long rowsCompared,
      long mismatches,
      long parked,
      long refused,
      String coverage,
      @Nullable String fullPass,
      @Nullable String because) {}

  /**
   * What became of the writes that the sources acknowledged to the live writer.
   *
   * @param acknowledged writes whose commit returned
   * @param lost acknowledged and not in production
   * @param duplicated in production more than once
   * @param reordered seen in another order than acknowledged
   */
  public record Writes(long acknowledged, long lost, long duplicated, long reordered) {}

  /**
   * One independent proof.
   *
   * @param name for example {@code O2 append register}
   * @param passed whether it holds
   * @param detail what was looked at, in numbers
   */
  public record Proof(String name, boolean passed, String detail) {}

  /**
   * What clients saw who asked through the gateway without a pause.
   *
   * @param requests that were answered or given up
   * @param failed that were not answered as they should be
   * @param maxStallMillis the longest that a client waited for an answer
   */
  public record Gateway(long requests, long failed, long maxStallMillis) {}

  /**
   * How clients were moved to the new stack.
   *
   * @param writePauseMillis the longest that writes were held, over all moves in this direction
   * @param withinGoal whether that was less than a second
   * @param steps how long each step of that move took, in milliseconds
   * @param times how often they were moved
   */
  public record Cutover(
      long writePauseMillis, boolean withinGoal, Map<String, Long> steps, int times) {}

  /**
   * How clients were moved back to the legacy stack.
   *
   * @param lostWrites writes that either stack acknowledged and one of them does not have at the
   *     end
   * @param writePauseMillis how long writes were held
   * @param withinGoal whether that was less than a second
   * @param steps how long each step took, in milliseconds
   */
  public record Rollback(
      long lostWrites, long writePauseMillis, boolean withinGoal, Map<String, Long> steps) {}

  /**
   * A transient problem that lasted.
   *
   * @param code of the problem
   * @param what it says
   * @param since UTC, ISO 8601
   * @param seconds how long it lasted, until the end of the command at most
   * @param end {@link #OVER} or {@link #NOT_OVER}
   */
  public record Trouble(String code, String what, String since, double seconds, String end) {
    /** It works again. */
    public static final String OVER = "over";

    /** It did not work when the command ended. */
    public static final String NOT_OVER = "not over";
  }
}
