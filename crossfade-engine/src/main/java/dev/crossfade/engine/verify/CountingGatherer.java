package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.BucketDigests;
import dev.crossfade.core.compare.RowDigest;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts equal rows of some buckets, from either side. One thread. */
final class CountingGatherer implements ExpectedVisitor, ActualVisitor {

  private final RowDigest digest;
  private final BucketDigests layout;
  private final BitSet wanted;
  private final Map<Digest, Long> counts = new HashMap<>();

  CountingGatherer(Scope scope, BucketDigests layout, BitSet wanted) {
    this.digest = new RowDigest(scope.table());
    this.layout = layout;
    this.wanted = wanted;
  }

  @Override
  public boolean digestsOnly() {
    return true;
  }

  @Override
  public void expected(int mapping, @Nullable Object[] source, @Nullable Object[] target) {
    visit(target);
  }

  @Override
  public void refused(int mapping, @Nullable Object[] source) {
    // Refused rows are counted in the first pass.
  }

  @Override
  public void visit(@Nullable Object[] row) {
    digest.digest(row);
    if (wanted.get(layout.bucketOf(digest.keyHash()))) {
      counts.merge(Digest.of(digest), 1L, Long::sum);
    }
  }

  static Map<Digest, Long> merged(List<CountingGatherer> gatherers) {
    Map<Digest, Long> all = new HashMap<>();
    gatherers.forEach(
        gatherer -> gatherer.counts.forEach((row, count) -> all.merge(row, count, Long::sum)));
    return all;
  }
}
