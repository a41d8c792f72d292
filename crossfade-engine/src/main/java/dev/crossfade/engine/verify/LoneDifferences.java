package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.BucketDigests;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Inverse;
import java.util.BitSet;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of buckets in which a single row differs without reading a table again. That takes
 * an entity whose key is one whole number, so that the sums of a bucket give it away, and whose
 * source rows can be looked up by it.
 */
final class LoneDifferences {

  private final TableSchema table;
  private final RowDigest digest;
  private final int number;

  LoneDifferences(Scope scope) {
    this.table = scope.table();
    this.digest = new RowDigest(table);
    this.number = numberedBy(scope);
  }

  /** The column that is the key of the entity, if its rows can be found; else -1. */
  static int numberedBy(Scope scope) {
    int[] key = scope.table().keyIndexes();
    boolean whole =
        key.length == 1 && scope.table().columns().get(key[0]).type() instanceof LogicalType.Int;
    boolean found = scope.mappings().stream().allMatch(each -> Inverse.of(each) != null);
    return whole && found ? key[0] : -1;
  }

  /**
   * Adds to the suspects what it finds, and removes the buckets from those that differ. A row that
   * is suspect already, for one of its sources, is left to the search that finds all of them.
   */
  void take(BitSet differing, BucketDigests expected, BucketDigests actual, Suspects suspects) {
    for (int b = differing.nextSetBit(0); b >= 0 && number >= 0; b = differing.nextSetBit(b + 1)) {
      OptionalLong lone = expected.lone(actual, b);
      if (lone.isPresent() && expected.bucketOf(hash(lone.getAsLong())) == b) {
        Key key = Scope.normal(Key.of(lone.getAsLong()));
        if (!suspects.rows().containsKey(key)) {
          suspects.add(key);
          differing.clear(b);
        }
      }
    }
  }

  private long hash(long key) {
    @Nullable Object[] row = new @Nullable Object[table.columns().size()];
    row[number] = key;
    digest.digest(row);
    return digest.keyHash();
  }
}
