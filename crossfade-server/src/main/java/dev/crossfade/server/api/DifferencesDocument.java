package dev.crossfade.server.api;

import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.Verdict;
import java.util.Comparator;
import java.util.List;

/**
 * Which rows differ by the latest comparison of each entity, with their keys and without values.
 *
 * @param rows the first of them, by entity
 * @param mismatches how many differ in all
 */
record DifferencesDocument(String apiVersion, String migration, List<Row> rows, long mismatches) {

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

  static DifferencesDocument of(String migration, List<Verdict> verdicts) {
    List<Row> rows =
        verdicts.stream()
            .sorted(Comparator.comparing(Verdict::entity))
            .flatMap(verdict -> verdict.mismatches().stream())
            .map(Row::of)
            .toList();
    long all = verdicts.stream().mapToLong(Verdict::mismatchCount).sum();
    return new DifferencesDocument(API_VERSION, migration, rows, all);
  }
}
