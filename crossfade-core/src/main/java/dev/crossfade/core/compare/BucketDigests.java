package dev.crossfade.core.compare;

import java.util.BitSet;

/**
 * Counts and digests of a set of rows, spread over buckets by the hash of their key. Independent of
 * the order in which rows were added, so both sides may be read in any order and in parallel. The
 * digests of a bucket are added modulo 2^128, not combined by XOR: a row that occurs twice does not
 * cancel itself. Not thread-safe; every reader fills its own and they are merged.
 */
public final class BucketDigests {

  private final int mask;
  private final long[] counts;
  private final long[] high;
  private final long[] low;

  /**
   * Creates empty buckets.
   *
   * @param buckets number of buckets, a power of two
   */
  public BucketDigests(int buckets) {
    if (Integer.bitCount(buckets) != 1) {
      throw new IllegalArgumentException("not a power of two: " + buckets);
    }
    mask = buckets - 1;
    counts = new long[buckets];
    high = new long[buckets];
    low = new long[buckets];
  }

  /** A number of buckets that leaves about sixteen rows in each, within bounds of memory. */
  public static int bucketsFor(long rows) {
    long wanted = Math.max(1_024, Math.min(rows / 16, 1 << 18));
    return Integer.highestOneBit((int) wanted);
  }

  /** The bucket of the rows whose key has this hash. */
  public int bucketOf(long keyHash) {
    return (int) keyHash & mask;
  }

  /** Adds the row whose digest was computed last. */
  public void add(RowDigest row) {
    add(bucketOf(row.keyHash()), 1, row.high(), row.low());
  }

  /** Adds everything of another set with the same number of buckets. */
  public void merge(BucketDigests other) {
    for (int bucket = 0; bucket <= mask; bucket++) {
      add(bucket, other.counts[bucket], other.high[bucket], other.low[bucket]);
    }
  }

  /** The buckets whose contents differ. */
  public BitSet differing(BucketDigests other) {
    BitSet different = new BitSet(mask + 1);
    for (int bucket = 0; bucket <= mask; bucket++) {
      different.set(
          bucket,
          counts[bucket] != other.counts[bucket]
              || high[bucket] != other.high[bucket]
              || low[bucket] != other.low[bucket]);
    }
    return different;
  }

  /** Rows in all buckets. */
  public long rows() {
    long rows = 0;
    for (long count : counts) {
      rows += count;
    }
    return rows;
  }

  /** Rows in one bucket. */
  public long rows(int bucket) {
    return counts[bucket];
  }

  private void add(int bucket, long count, long addHigh, long addLow) {
    counts[bucket] += count;
    long sum = low[bucket] + addLow;
    long carry = Long.compareUnsigned(sum, addLow) < 0 ? 1 : 0;
    low[bucket] = sum;
    high[bucket] += addHigh + carry;
  }
}
