package dev.crossfade.server.api;

import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Which rows differ by the latest comparison of each entity, with their keys and without values,
 * and which rows checks found that have not passed.
 *
 * @param rows the first of them, by entity
 * @param mismatches how many differ in all
 * @param checks those with keys of rows, by name
 */
record DifferencesDocument(
    String apiVersion, String migration, List<Row> rows, long mismatches, List<Found> checks) {

  static final String API_VERSION = "crossfade.dev/differences/v1";

  /**
   * A row that differs.
   *
   * @param key the target key in readable form; a digest where there is no key
   * @param columns that differ; empty for a row that is missing, or that should not be there
   */
  record Row(String entity, MismatchKind kind, String key, List<String> columns) {

    static Row of(Mismatch mismatch) {
      return new Row(mismatch.entity(), mismatch.kind(), mismatch.key(), mismatch.columns());
    }
  }

  /**
   * What a check found last.
   *
   * @param keys of rows that are concerned, some of them
   */
  record Found(String check, Instant askedAt, List<String> keys) {

    static Found of(CheckResult result) {
      return new Found(result.check(), result.startedAt(), result.keys());
    }
  }

  static DifferencesDocument of(
      String migration, List<Verdict> verdicts, List<CheckResult> results) {
    List<Row> rows =
        verdicts.stream()
            .sorted(Comparator.comparing(Verdict::entity))
            .flatMap(verdict -> verdict.mismatches().stream())
            .map(Row::of)
            .toList();
    long all = verdicts.stream().mapToLong(Verdict::mismatchCount).sum();
    List<Found> found =
        results.stream()
            .filter(result -> !result.keys().isEmpty())
            .sorted(Comparator.comparing(CheckResult::check))
            .map(Found::of)
            .toList();
    return new DifferencesDocument(API_VERSION, migration, rows, all, found);
  }

  /** How many keys of rows it tells. */
  long keys() {
    return rows.size() + checks.stream().mapToLong(found -> found.keys().size()).sum();
  }
}
