package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.BucketDigests;
import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.apply.RefusedRows;
import dev.crossfade.spi.target.QuarantineStore;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares an entity without key as a multiset of rows. The number of copies of a row in production
 * (t), read between two reads of the source (s1, s2) and after everything the first read saw was
 * published, must lie between s1 and s2: copies that only come, or only go away, meanwhile raise no
 * alarm, and no comparison of log positions is needed. Copies that the target refused may miss. A
 * violation must repeat, so that copies that come and go raise none either.
 */
final class AppendOnlyComparison {

  private final Scope scope;
  private final BothSides sides;
  private final Fence fence;
  private final Pause pause;
  private final VerifySettings settings;
  private final int buckets;
  private final QuarantineStore quarantine;
  private final PassObserver observer;
  private long parked;
  private final Set<Digest> doubled = new HashSet<>();
  private long discarded;

  AppendOnlyComparison(
      Scope scope,
      BothSides sides,
      Fence fence,
      Pause pause,
      VerifySettings settings,
      int buckets,
      QuarantineStore quarantine,
      PassObserver observer) {
    this.observer = observer;
    this.scope = scope;
    this.sides = sides;
    this.fence = fence;
    this.pause = pause;
    this.settings = settings;
    this.buckets = buckets;
    this.quarantine = quarantine;
  }

  KeyedComparison.Totals compare(Findings findings) throws InterruptedException {
    observer.begins();
    List<DigestGatherer> fromSources =
        sides.scanExpected(() -> new DigestGatherer(scope, buckets, observer.expected()));
    BucketDigests expected = DigestGatherer.merged(scope, fromSources, buckets);
    Map<String, Long> asOf = fence.marks(scope.sources());
    if (!fence.passed(asOf)) {
      findings.fenceFailed();
    }
    BucketDigests actual =
        DigestGatherer.merged(
            scope,
            sides.scanActual(() -> new DigestGatherer(scope, buckets, observer.actual())),
            buckets);
    observer.scanned();
    BitSet differing = expected.differing(actual);
    if (!differing.isEmpty()) {
      judge(expected, differing, findings);
    }
    findings.parked(parked);
    findings.discarded(Math.min(parked, discarded));
    return new KeyedComparison.Totals(
        expected.rows(), DigestGatherer.nameless(fromSources), asOf, actual.total());
  }

  private void judge(BucketDigests layout, BitSet differing, Findings findings)
      throws InterruptedException {
    Map<Digest, Long> suspects = Map.of();
    for (int round = 0; round < settings.stableRounds(); round++) {
      if (round > 0) {
        pause.sleep(settings.pauseBefore(round));
      }
      Map<Digest, Long> before = countSource(layout, differing);
      if (!fence.passed(fence.marks(scope.sources()))) {
        findings.fenceFailed();
        return;
      }
      Map<Digest, Long> actual =
          CountingGatherer.merged(
              sides.scanActual(() -> new CountingGatherer(scope, layout, differing)));
      Map<Digest, Long> found = violations(before, actual, countSource(layout, differing));
      if (round > 0) {
        found.keySet().retainAll(suspects.keySet());
      }
      suspects = found;
      if (suspects.isEmpty()) {
        return;
      }
    }
    suspects.forEach((row, excess) -> report(row, excess, findings));
    long copies =
        suspects.entrySet().stream()
            .filter(each -> each.getValue() > 0 && doubled.contains(each.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (copies > 0) {
      observer.doubled(copies);
    }
  }

  private Map<Digest, Long> countSource(BucketDigests layout, BitSet wanted)
      throws InterruptedException {
    return CountingGatherer.merged(
        sides.scanExpected(() -> new CountingGatherer(scope, layout, wanted)));
  }

  /** Copies too many (positive) or too few (negative) in production, by row. */
  private Map<Digest, Long> violations(
      Map<Digest, Long> before, Map<Digest, Long> actual, Map<Digest, Long> after) {
    Map<String, Long> refused = refused();
    parked = 0;
    Set<Digest> rows = new HashSet<>(before.keySet());
    rows.addAll(actual.keySet());
    Map<Digest, Long> found = new HashMap<>();
    for (Digest row : rows) {
      long copies = actual.getOrDefault(row, 0L);
      long first = before.getOrDefault(row, 0L);
      long last = after.getOrDefault(row, 0L);
      long low = Math.min(first, last);
      long high = Math.max(first, last);
      if (copies < low) {
        long known = Math.min(low - copies, refused.getOrDefault(name(row), 0L));
        parked += known;
        if (copies + known < low) {
          found.put(row, copies + known - low);
        }
      } else if (copies > high) {
        found.put(row, copies - high);
        if (low > 0) {
          doubled.add(row);
        }
      }
    }
    return found;
  }

  /** How many copies of each row the target refused, or somebody discarded, by name. */
  private Map<String, Long> refused() {
    Map<String, Long> counts = new HashMap<>();
    ParkedImages images = new ParkedImages(scope, quarantine);
    discarded = 0;
    quarantine.withoutKey(
        scope.shape().name(),
        item -> {
          if (RefusedRows.byTarget(item.change())) {
            counts.merge(item.change().sourceKeyText(), 1L, Long::sum);
            discarded += item.discarded() ? 1 : 0;
          } else if (item.discarded()) {
            Set<Digest> rows = images.images(item);
            rows.forEach(row -> counts.merge(name(row), 1L, Long::sum));
            discarded += rows.size();
          }
        });
    return counts;
  }

  private static String name(Digest row) {
    return RefusedRows.name(row.high(), row.low());
  }

  private void report(Digest row, long excess, Findings findings) {
    MismatchKind kind = excess < 0 ? MismatchKind.MISSING : MismatchKind.EXTRA;
    for (long i = 0; i < Math.abs(excess); i++) {
      findings.mismatch(new Mismatch(scope.shape().name(), kind, name(row), List.of()));
    }
  }
}
