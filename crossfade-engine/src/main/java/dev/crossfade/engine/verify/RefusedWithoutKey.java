package dev.crossfade.engine.verify;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.apply.RefusedRows;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.QuarantineStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Proves that rows which their mapping refuses, and which have no target key, are in quarantine as
 * often as they occur. They are known there by their source key, or without one by all of their
 * values; the log may spell values differently, so that names alone are no proof of a loss where
 * there is no source key: then the number of parked rows must be too small as well.
 */
final class RefusedWithoutKey {

  private final Scope scope;
  private final BothSides sides;
  private final Fence fence;
  private final Pause pause;
  private final VerifySettings settings;
  private final QuarantineStore quarantine;

  RefusedWithoutKey(
      Scope scope,
      BothSides sides,
      Fence fence,
      Pause pause,
      VerifySettings settings,
      QuarantineStore quarantine) {
    this.scope = scope;
    this.sides = sides;
    this.fence = fence;
    this.pause = pause;
    this.settings = settings;
    this.quarantine = quarantine;
  }

  /** The name of a row of a source, among the rows of all sources. */
  static String name(String source, String name) {
    return source + " " + name;
  }

  /**
   * Judges the refused rows.
   *
   * @param seen what the first pass saw, before marks that have been waited for
   */
  void judge(Map<String, Long> seen, Findings findings) throws InterruptedException {
    Map<String, Long> refused = seen;
    Map<String, Long> lacking = lacking(refused);
    for (int round = 1; !lacking.isEmpty() && round < settings.stableRounds(); round++) {
      pause.sleep(settings.pauseBefore(round));
      refused = DigestGatherer.nameless(sides.scanExpected(() -> new DigestGatherer(scope, 1)));
      if (!fence.passed(fence.marks(scope.sources()))) {
        findings.fenceFailed();
        return;
      }
      Map<String, Long> now = lacking(refused);
      now.keySet().retainAll(lacking.keySet());
      lacking = now;
    }
    long lost = lacking.values().stream().mapToLong(Long::longValue).sum();
    findings.refused(sum(refused) - lost);
    lacking.forEach((name, count) -> report(name, count, findings));
  }

  private Map<String, Long> lacking(Map<String, Long> refused) {
    if (refused.isEmpty()) {
      return Map.of();
    }
    Map<String, Long> parked = parked();
    Map<String, Long> lacking = new HashMap<>();
    refused.forEach(
        (name, count) -> {
          long missing = count - parked.getOrDefault(name, 0L);
          if (missing > 0) {
            lacking.put(name, missing);
          }
        });
    return scope.table().keyless() ? atMost(sum(refused) - sum(parked), lacking) : lacking;
  }

  private static Map<String, Long> atMost(long rows, Map<String, Long> lacking) {
    Map<String, Long> some = new TreeMap<>();
    long left = rows;
    for (Map.Entry<String, Long> each : new TreeMap<>(lacking).entrySet()) {
      if (left > 0) {
        some.put(each.getKey(), Math.min(left, each.getValue()));
        left -= each.getValue();
      }
    }
    return some;
  }

  private Map<String, Long> parked() {
    Map<String, Long> parked = new HashMap<>();
    for (QuarantineItem item : quarantine.withoutKey(scope.shape().name())) {
      ParkedChange change = item.change();
      boolean mapped = !scope.table().keyless() || !RefusedRows.byTarget(change);
      if (mapped && change.op() != Op.DELETE) {
        parked.merge(name(change.source(), change.sourceKeyText()), 1L, Long::sum);
      }
    }
    return parked;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private void report(String name, long count, Findings findings) {
    for (long i = 0; i < count; i++) {
      findings.mismatch(new Mismatch(scope.shape().name(), MismatchKind.MISSING, name, List.of()));
    }
  }
}
