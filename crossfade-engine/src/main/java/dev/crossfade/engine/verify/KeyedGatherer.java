package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.BucketDigests;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Key;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Second pass: keys and digests of the rows of some buckets, from either side. One thread. */
final class KeyedGatherer implements ExpectedVisitor, ActualVisitor {

  private final Scope scope;
  private final RowDigest digest;
  private final BucketDigests layout;
  private final BitSet wanted;
  private final Map<Key, Digest> digests = new HashMap<>();
  private final Suspects doubled = new Suspects();
  private final Map<Key, SourceRow> origins = new HashMap<>();

  KeyedGatherer(Scope scope, BucketDigests layout, BitSet wanted) {
    this.scope = scope;
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
    Key key = take(target);
    if (key == null) {
      return;
    }
    int[] sourceKey = scope.mappings().get(mapping).sourceTable().keyIndexes();
    SourceRow origin = new SourceRow(key, mapping, Key.of(source, sourceKey));
    SourceRow former = origins.put(key, origin);
    if (former != null) {
      doubled.add(former);
      doubled.add(origin);
    }
  }

  @Override
  public void refused(int mapping, @Nullable Object[] source) {
    // Refused rows were gathered in the first pass.
  }

  @Override
  public void visit(@Nullable Object[] row) {
    take(row);
  }

  private @Nullable Key take(@Nullable Object[] row) {
    digest.digest(row);
    if (!wanted.get(layout.bucketOf(digest.keyHash()))) {
      return null;
    }
    Key key = scope.keyOf(row);
    digests.put(key, Digest.of(digest));
    return key;
  }

  /** Adds to the suspects whatever differs between the two sides. */
  static void compare(List<KeyedGatherer> expected, List<KeyedGatherer> actual, Suspects suspects) {
    Map<Key, Digest> production = new HashMap<>();
    actual.forEach(side -> production.putAll(side.digests));
    Map<Key, SourceRow> seen = new HashMap<>();
    for (KeyedGatherer side : expected) {
      side.doubled.rows().values().forEach(rows -> rows.forEach(suspects::add));
      side.origins.forEach(
          (key, origin) -> {
            SourceRow former = seen.put(key, origin);
            if (former != null) {
              suspects.add(former);
              suspects.add(origin);
            } else if (!Objects.equals(side.digests.get(key), production.get(key))) {
              suspects.add(origin);
            }
          });
    }
    production.keySet().stream().filter(key -> !seen.containsKey(key)).forEach(suspects::add);
  }
}
