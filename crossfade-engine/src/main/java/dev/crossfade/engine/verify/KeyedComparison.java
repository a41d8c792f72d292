package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.BucketDigests;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Compares an entity that has a key. Every row that its mapping refuses is a suspect: it has to be
 * in quarantine. The first pass adds up digests per bucket of the key's hash on both sides; the
 * second looks at single keys, in differing buckets only, unless the sums tell already which row
 * differs; what still differs is judged row by row.
 */
final class KeyedComparison {

  /** Most rows whose keys are held in memory at once, on each side. */
  private static final long ROWS_AT_ONCE = 500_000;

  private final Scope scope;
  private final BothSides sides;
  private final Fence fence;
  private final int buckets;
  private final PassObserver observer;

  KeyedComparison(Scope scope, BothSides sides, Fence fence, int buckets, PassObserver observer) {
    this.observer = observer;
    this.scope = scope;
    this.sides = sides;
    this.fence = fence;
    this.buckets = buckets;
  }

  /** Finds the suspects and counts what was compared. */
  Totals findSuspects(Suspects suspects, Findings findings) throws InterruptedException {
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
    fromSources.forEach(gatherer -> gatherer.refusedRows().forEach(suspects::add));
    drillDown(expected, actual, suspects);
    return new Totals(expected.rows(), DigestGatherer.nameless(fromSources), asOf, actual.total());
  }

  private void drillDown(BucketDigests expected, BucketDigests actual, Suspects suspects)
      throws InterruptedException {
    BitSet differing = expected.differing(actual);
    new LoneDifferences(scope).take(differing, expected, actual, suspects);
    while (!differing.isEmpty()) {
      BitSet slice = slice(differing, expected, actual);
      differing.andNot(slice);
      KeyedGatherer.compare(
          sides.scanExpected(() -> new KeyedGatherer(scope, expected, slice)),
          sides.scanActual(() -> new KeyedGatherer(scope, expected, slice)),
          suspects);
    }
  }

  private static BitSet slice(BitSet differing, BucketDigests expected, BucketDigests actual) {
    BitSet slice = new BitSet();
    long rows = 0;
    for (int b = differing.nextSetBit(0); b >= 0; b = differing.nextSetBit(b + 1)) {
      rows += Math.max(expected.rows(b), actual.rows(b));
      if (rows > ROWS_AT_ONCE && !slice.isEmpty()) {
        break;
      }
      slice.set(b);
    }
    return slice;
  }

  /**
   * What the first pass counted.
   *
   * @param compared rows expected in production
   * @param nameless refused rows for which there is no key, by the name they have in quarantine
   * @param asOf the marks behind its reading of the sources
   * @param digest of all that was read of production
   */
  record Totals(long compared, Map<String, Long> nameless, Map<String, Long> asOf, String digest) {}
}
