package dev.crossfade.server.view;

import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.server.output.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verdicts as documents. */
final class Verdicts {
  private Verdicts() {}

  static Map<String, Object> map(Verdict verdict) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("entity", verdict.entity());
    map.put("verdict", verdict.result().name());
    map.put("coverage", coverage(verdict));
    map.put("rowsCompared", verdict.rowsCompared());
    map.put("mismatches", verdict.mismatchCount());
    map.put("unsettled", verdict.unsettled());
    map.put("parked", verdict.parked());
    map.put("refused", verdict.refused());
    map.put("discarded", verdict.discarded());
    map.put("asOf", verdict.asOf());
    map.put("mappingVersion", verdict.mappingVersion());
    map.put("startedAt", verdict.startedAt().toString());
    map.put("finishedAt", verdict.finishedAt().toString());
    map.put("first", verdict.mismatches().stream().map(Verdicts::mismatch).toList());
    return map;
  }

  private static Map<String, Object> coverage(Verdict verdict) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (verdict.coverage() instanceof Coverage.Upkeep upkeep) {
      map.put("kind", "upkeep");
      map.put("touchedKeys", upkeep.touched());
      map.put("fullPass", upkeep.fullPass().toString());
    } else {
      map.put("kind", "full");
      because(verdict).ifPresent(why -> map.put("because", why));
    }
    if (!verdict.coverage().digest().isEmpty()) {
      map.put("digest", verdict.coverage().digest());
    }
    return map;
  }

  /** Why all rows were read although upkeep was asked for; empty when it was not. */
  static Optional<String> because(Verdict verdict) {
    return verdict.coverage() instanceof Coverage.Full full && !full.because().isEmpty()
        ? Optional.of(full.because())
        : Optional.empty();
  }

  /** Since when nobody has looked at all rows of any of these; empty when the verdicts did. */
  static Optional<Instant> oldestFullPass(List<Verdict> verdicts) {
    return verdicts.stream()
        .map(Verdict::coverage)
        .filter(Coverage.Upkeep.class::isInstance)
        .map(coverage -> ((Coverage.Upkeep) coverage).fullPass())
        .min(Instant::compareTo);
  }

  /** Which rows a verdict speaks of, in few words. */
  static String covers(Verdict verdict) {
    return verdict.coverage() instanceof Coverage.Upkeep upkeep
        ? Words.count(upkeep.touched(), "touched key")
            + ", full pass "
            + Words.age(Duration.between(upkeep.fullPass(), verdict.finishedAt()))
        : "all rows";
  }

  /** How many rows were not compared and why, after this separator; empty when all were. */
  static String notCompared(List<Verdict> verdicts, String separator) {
    long parked = verdicts.stream().mapToLong(Verdict::parked).sum();
    long refused = verdicts.stream().mapToLong(Verdict::refused).sum();
    if (parked == 0) {
      return "";
    }
    List<String> reasons = new ArrayList<>();
    if (refused > 0) {
      reasons.add(Words.count(refused) + " refused by their mapping");
    }
    if (parked > refused) {
      reasons.add(Words.count(parked - refused) + " by the target");
    }
    long discarded = verdicts.stream().mapToLong(Verdict::discarded).sum();
    if (discarded > 0) {
      reasons.add(Words.count(discarded) + " of all these discarded");
    }
    return separator
        + Words.count(parked, "row")
        + " in quarantine not compared: "
        + String.join(", ", reasons);
  }

  private static Map<String, Object> mismatch(Mismatch mismatch) {
    List<String> columns = mismatch.columns();
    return Map.of("kind", mismatch.kind().name(), "key", mismatch.key(), "columns", columns);
  }
}
