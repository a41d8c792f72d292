package dev.crossfade.server.view;

import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Verdicts as documents. */
final class Verdicts {
  private Verdicts() {}

  static Map<String, Object> map(Verdict verdict) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("entity", verdict.entity());
    map.put("verdict", verdict.result().name());
    map.put("rowsCompared", verdict.rowsCompared());
    map.put("mismatches", verdict.mismatchCount());
    map.put("unsettled", verdict.unsettled());
    map.put("parked", verdict.parked());
    map.put("asOf", verdict.asOf());
    map.put("mappingVersion", verdict.mappingVersion());
    map.put("startedAt", verdict.startedAt().toString());
    map.put("finishedAt", verdict.finishedAt().toString());
    map.put("first", verdict.mismatches().stream().map(Verdicts::mismatch).toList());
    return map;
  }

  private static Map<String, Object> mismatch(Mismatch mismatch) {
    List<String> columns = mismatch.columns();
    return Map.of("kind", mismatch.kind().name(), "key", mismatch.key(), "columns", columns);
  }
}
