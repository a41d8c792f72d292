package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.BucketDigests;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Key;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.target.ProductionReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** First pass: adds every row of either side to its bucket. One thread. */
final class DigestGatherer implements ExpectedVisitor, ProductionReader.RowVisitor {

  private final Scope scope;
  private final RowDigest digest;
  private final BucketDigests buckets;
  private final List<SourceRow> refusedRows = new ArrayList<>();
  private long refused;

  DigestGatherer(Scope scope, int buckets) {
    this.scope = scope;
    this.digest = new RowDigest(scope.table());
    this.buckets = new BucketDigests(buckets);
  }

  @Override
  public void expected(int mapping, @Nullable Object[] source, @Nullable Object[] target) {
    visit(target);
  }

  /** A refused row whose key can be computed is remembered: it has to be in quarantine. */
  @Override
  public void refused(int mapping, @Nullable Object[] source) {
    refused++;
    CompiledMapping compiled = scope.mappings().get(mapping);
    if (compiled.sourceTable().keyless()) {
      return;
    }
    @Nullable Object[] target = new @Nullable Object[scope.table().columns().size()];
    if (compiled.applyKey(source, target) == RowResult.MAPPED) {
      Key sourceKey = Key.of(source, compiled.sourceTable().keyIndexes());
      refusedRows.add(new SourceRow(scope.keyOf(target), mapping, sourceKey));
    }
  }

  @Override
  public void visit(@Nullable Object[] row) {
    digest.digest(row);
    buckets.add(digest);
  }

  BucketDigests buckets() {
    return buckets;
  }

  List<SourceRow> refusedRows() {
    return refusedRows;
  }

  long refused() {
    return refused;
  }

  static BucketDigests merged(List<DigestGatherer> gatherers, int buckets) {
    BucketDigests all = new BucketDigests(buckets);
    gatherers.forEach(gatherer -> all.merge(gatherer.buckets));
    return all;
  }
}
