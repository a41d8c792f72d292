package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.BucketDigests;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.apply.Parking;
import dev.crossfade.mapping.CompiledMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** First pass: adds every row of either side to its bucket. One thread. */
final class DigestGatherer implements ExpectedVisitor, ActualVisitor {

  private final Scope scope;
  private final RowDigest digest;
  private final BucketDigests buckets;
  private final int number;
  private final List<SourceRow> refusedRows = new ArrayList<>();
  private final Map<String, Long> nameless = new HashMap<>();
  private final RowSink sink;

  DigestGatherer(Scope scope, int buckets, RowSink sink) {
    this.scope = scope;
    this.sink = sink;
    this.digest = new RowDigest(scope.table());
    this.number = LoneDifferences.numberedBy(scope);
    this.buckets = empty(scope, buckets);
  }

  @Override
  public boolean digestsOnly() {
    return sink.equals(RowSink.NONE);
  }

  @Override
  public void expected(int mapping, @Nullable Object[] source, @Nullable Object[] target) {
    visit(target);
  }

  /** A refused row is remembered, by its key or by name: it has to be in quarantine. */
  @Override
  public void refused(int mapping, @Nullable Object[] source) {
    CompiledMapping compiled = scope.mappings().get(mapping);
    Key key = RefusedGatherer.keyOf(scope, compiled, source);
    if (key != null) {
      Key sourceKey = Key.of(source, compiled.sourceTable().keyIndexes());
      refusedRows.add(new SourceRow(key, mapping, sourceKey));
    } else {
      String name = Parking.nameOfRefused(compiled.sourceTable(), source);
      nameless.merge(RefusedWithoutKey.name(compiled.source(), name), 1L, Long::sum);
    }
  }

  @Override
  public void visit(@Nullable Object[] row) {
    sink.row(row);
    digest.digest(row);
    if (number >= 0 && row[number] instanceof Long key) {
      buckets.add(digest, key);
    } else {
      buckets.add(digest);
    }
  }

  BucketDigests buckets() {
    return buckets;
  }

  List<SourceRow> refusedRows() {
    return refusedRows;
  }

  /** Refused rows without key of all of these, by name. */
  static Map<String, Long> nameless(List<DigestGatherer> gatherers) {
    Map<String, Long> all = new HashMap<>();
    gatherers.forEach(
        gatherer -> gatherer.nameless.forEach((name, count) -> all.merge(name, count, Long::sum)));
    return all;
  }

  private static BucketDigests empty(Scope scope, int buckets) {
    return LoneDifferences.numberedBy(scope) >= 0
        ? BucketDigests.locating(buckets)
        : new BucketDigests(buckets);
  }

  static BucketDigests merged(Scope scope, List<DigestGatherer> gatherers, int buckets) {
    BucketDigests all = empty(scope, buckets);
    gatherers.forEach(gatherer -> all.merge(gatherer.buckets));
    return all;
  }
}
