package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison of one entity with its sources found. Without keys and values of rows.
 *
 * @param coverage FULL when all rows were read, UPKEEP when only those that were touched
 * @param touchedKeys how many those were
 * @param fullPass when the full pass began on which the upkeep builds
 * @param because why all rows were read although upkeep was asked for
 * @param digest what all rows of production added up to when they were read last
 * @param differences of which kinds the first of the rows are that differ, and in which columns
 * @param asOf position of each source's log as of which it holds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerdictDocument(
    String entity,
    Verdict.Result verdict,
    long rowsCompared,
    long mismatches,
    long unsettled,
    long parked,
    long refused,
    Reach coverage,
    @Nullable Long touchedKeys,
    @Nullable Instant fullPass,
    @Nullable String because,
    @Nullable String digest,
    List<Difference> differences,
    Map<String, String> asOf,
    String mappingVersion,
    Instant startedAt,
    Instant finishedAt) {

  /** Which rows a verdict speaks of. */
  enum Reach {
    FULL,
    UPKEEP
  }

  /** How a row differs. */
  record Difference(MismatchKind kind, List<String> columns) {}

  private static Difference difference(Mismatch mismatch) {
    return new Difference(mismatch.kind(), mismatch.columns());
  }

  static VerdictDocument of(Verdict verdict) {
    Coverage coverage = verdict.coverage();
    Coverage.Upkeep upkeep = coverage instanceof Coverage.Upkeep some ? some : null;
    String because = coverage instanceof Coverage.Full full ? full.because() : "";
    return new VerdictDocument(
        verdict.entity(),
        verdict.result(),
        verdict.rowsCompared(),
        verdict.mismatchCount(),
        verdict.unsettled(),
        verdict.parked(),
        verdict.refused(),
        upkeep == null ? Reach.FULL : Reach.UPKEEP,
        upkeep == null ? null : upkeep.touched(),
        upkeep == null ? null : upkeep.fullPass(),
        because.isEmpty() ? null : because,
        coverage.digest().isEmpty() ? null : coverage.digest(),
        verdict.mismatches().stream().map(VerdictDocument::difference).toList(),
        new TreeMap<>(verdict.asOf()),
        verdict.mappingVersion(),
        verdict.startedAt(),
        verdict.finishedAt());
  }
}
