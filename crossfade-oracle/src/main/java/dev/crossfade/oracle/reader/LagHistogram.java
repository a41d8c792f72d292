package dev.crossfade.oracle.reader;

/**
 * Counts of durations in microseconds, kept in buckets no wider than one part in 64 of their value.
 * Not thread-safe.
 */
final class LagHistogram {

  private static final int SUB_BITS = 6;
  private final long[] counts = new long[64 << SUB_BITS];
  private long count;
  private long max;

  void add(long micros) {
    long value = Math.max(0, micros);
    counts[bucket(value)]++;
    count++;
    max = Math.max(max, value);
  }

  void add(LagHistogram other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
    max = Math.max(max, other.max);
  }

  long count() {
    return count;
  }

  long max() {
    return max;
  }

  /** The upper end of the bucket in which the given share of all values is reached. */
  long percentile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && count > 0) {
        return Math.min(max, upper(i));
      }
    }
    return max;
  }

  private static int bucket(long value) {
    int magnitude = 63 - Long.numberOfLeadingZeros(value | 1);
    if (magnitude < SUB_BITS) {
      return (int) value;
    }
    int shift = magnitude - SUB_BITS;
    return ((shift + 1) << SUB_BITS) + (int) ((value >>> shift) - (1 << SUB_BITS));
  }

  private static long upper(int bucket) {
    int shift = (bucket >>> SUB_BITS) - 1;
    if (shift < 0) {
      return bucket;
    }
    long sub = (bucket & ((1 << SUB_BITS) - 1)) + (1L << SUB_BITS);
    return ((sub + 1) << shift) - 1;
  }
}
