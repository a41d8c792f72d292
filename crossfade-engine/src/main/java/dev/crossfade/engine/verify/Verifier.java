package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.BucketDigests;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Pause;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.ProductionReader;
import dev.crossfade.spi.target.QuarantineStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Verifies published entities on live systems: reads the sources again, maps again, and compares
 * with production. Changes nothing but the marks it writes into the sources' logs. Needs a running
 * stream to decide about rows that change meanwhile; without one such rows make the answer unknown.
 * Thread-safe; one entity is compared at a time per call.
 */
public final class Verifier {

  private final CompiledMigration migration;
  private final Map<String, SourceDatabase> sources;
  private final TargetDatabase target;
  private final VerifySettings settings;
  private final Clock clock;
  private final Pause pause;
  private final LongAdder rowsRead = new LongAdder();

  public Verifier(
      CompiledMigration migration,
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      VerifySettings settings,
      Clock clock,
      Pause pause) {
    this.migration = migration;
    this.sources = Map.copyOf(sources);
    this.target = target;
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
  }

  /** Rows read so far from both sides, for progress. */
  public long rowsRead() {
    return rowsRead.sum();
  }

  /**
   * Compares one published entity and records the verdict.
   *
   * @param entity its name
   * @throws InterruptedException when the thread is interrupted; nothing is recorded then
   */
  public Verdict verify(String entity) throws InterruptedException {
    Instant started = clock.instant();
    Scope scope = Scope.of(migration.into(entity));
    Fence fence = new Fence(sources, target.progress(), clock, pause, settings.fencePatience());
    BothSides sides = new BothSides(scope, sources, target, settings, rowsRead);
    Findings findings = new Findings();
    int buckets = BucketDigests.bucketsFor(estimate(scope));
    QuarantineStore quarantine = target.quarantine();
    KeyedComparison.Totals totals;
    if (scope.shape().appendOnly()) {
      totals =
          new AppendOnlyComparison(scope, sides, fence, pause, settings, buckets, quarantine)
              .compare(findings);
    } else {
      Suspects suspects = new Suspects();
      totals = new KeyedComparison(scope, sides, fence, buckets).findSuspects(suspects, findings);
      if (suspects.size() > 0) {
        judge(scope, sides, fence, suspects, findings);
      }
    }
    new RefusedWithoutKey(scope, sides, fence, pause, settings, quarantine)
        .judge(totals.nameless(), findings);
    Verdict verdict =
        new Verdict(
            entity,
            result(findings),
            totals.compared(),
            findings.mismatchCount(),
            findings.mismatches(),
            findings.unsettled(),
            findings.refused() + findings.parked(),
            findings.refused(),
            asOf(totals.asOf()),
            scope.mappings().stream()
                .map(CompiledMapping::version)
                .collect(Collectors.joining("+")),
            started,
            clock.instant());
    target.progress().record(verdict);
    return verdict;
  }

  private void judge(
      Scope scope, BothSides sides, Fence fence, Suspects suspects, Findings findings)
      throws InterruptedException {
    try (ExpectedRows rows = sides.openExpected();
        ProductionReader production = sides.openActual()) {
      KeyedRecheck recheck =
          new KeyedRecheck(
              scope,
              new SourceLookup(scope, rows),
              production,
              new ParkedImages(scope, target.quarantine()),
              fence,
              pause,
              settings);
      for (Map<Key, Set<SourceRow>> slice : suspects.slices()) {
        recheck.judge(slice, findings);
      }
    }
  }

  private static Verdict.Result result(Findings findings) {
    if (findings.mismatchCount() > 0) {
      return Verdict.Result.DIFFERENT;
    }
    return findings.inconclusive() ? Verdict.Result.UNKNOWN : Verdict.Result.EQUAL;
  }

  private static long estimate(Scope scope) {
    List<CompiledMapping> mappings = scope.mappings();
    return mappings.stream()
        .mapToLong(mapping -> Math.max(0, mapping.sourceTable().estimatedRows()))
        .sum();
  }

  private static Map<String, String> asOf(Map<String, Long> marks) {
    Map<String, String> text = new TreeMap<>();
    marks.forEach((source, number) -> text.put(source, "mark " + number));
    return text;
  }
}
