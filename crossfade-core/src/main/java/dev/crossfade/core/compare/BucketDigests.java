package dev.crossfade.core.compare;

import java.util.BitSet;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
  private final @Nullable KeyMoments moments;

  /**
   * Creates empty buckets.
   *
   * @param buckets number of buckets, a power of two
   */
  public BucketDigests(int buckets) {
    this(buckets, null);
  }

  private BucketDigests(int buckets, @Nullable KeyMoments moments) {
    this.moments = moments;
    if (Integer.bitCount(buckets) != 1) {
      throw new IllegalArgumentException("not a power of two: " + buckets);
    }
    mask = buckets - 1;
    counts = new long[buckets];
    high = new long[buckets];
    low = new long[buckets];
  }

  /** Empty buckets that can tell which row differs in a bucket, where it is one only. */
  public static BucketDigests locating(int buckets) {
    return new BucketDigests(buckets, new KeyMoments(buckets));
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

  /**
   * Adds the row whose digest was computed last.
   *
   * @param key its key, a whole number
   */
  public void add(RowDigest row, long key) {
    add(row);
    if (moments != null) {
      moments.add(bucketOf(row.keyHash()), key, row.low());
    }
  }

  /** Adds everything of another set of the same kind with the same number of buckets. */
  public void merge(BucketDigests other) {
    if (moments != null && other.moments != null) {
      moments.merge(other.moments);
    }
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

  /**
   * The key of the rows that differ in a bucket, if all that differs there has one key; certain up
   * to a chance of 2^-61. Empty where several keys differ, where a key of the bucket is beyond
   * ±(2^60 - 1), and where keys were not told.
   */
  public OptionalLong lone(BucketDigests other, int bucket) {
    return moments == null || other.moments == null
        ? OptionalLong.empty()
        : moments.lone(other.moments, bucket);
  }

  /** Rows in all buckets. */
  public long rows() {
    long rows = 0;
    for (long count : counts) {
      rows += count;
    }
    return rows;
  }

  /** The digests of all rows, added modulo 2^128, as 32 hexadecimal digits. */
  public String total() {
    long totalHigh = 0;
    long totalLow = 0;
    for (int bucket = 0; bucket <= mask; bucket++) {
      totalLow += low[bucket];
      long carry = Long.compareUnsigned(totalLow, low[bucket]) < 0 ? 1 : 0;
      totalHigh += high[bucket] + carry;
    }
    return "%016x%016x".formatted(totalHigh, totalLow);
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
