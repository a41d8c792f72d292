package dev.crossfade.core.canary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long answers took, as counts in buckets that are at most an eighth wide: small whatever
 * happens, and those of several gateways can be added. An immutable value.
 */
public final class Latencies {

  /**
   * How many buckets there are: below 64 microseconds, eight per doubling, and all that is more.
   */
  public static final int BUCKETS = 1 + 20 * 8 + 1;

  /** None. */
  public static final Latencies NONE = new Latencies(new long[BUCKETS]);

  /** The first bucket ends at two to this power. */
  private static final int FIRST = 6;

  private final long[] counts;

  private Latencies(long[] counts) {
    this.counts = counts;
  }

  /** The bucket of a duration. */
  public static int bucket(long micros) {
    if (micros < 1 << FIRST) {
      return 0;
    }
    int power = 63 - Long.numberOfLeadingZeros(micros);
    int part = (int) (micros >>> (power - 3)) & 7;
    return Math.min(BUCKETS - 1, 1 + (power - FIRST) * 8 + part);
  }

  /** The middle of a bucket, in microseconds. */
  static double middle(int bucket) {
    if (bucket == 0) {
      return 32;
    }
    double eighth = Math.scalb(1.0, (bucket - 1) / 8 + FIRST - 3);
    return eighth * (8 + (bucket - 1) % 8 + 0.5);
  }

  /** From a count for each bucket. */
  public static Latencies of(long[] counts) {
    if (counts.length != BUCKETS || Arrays.stream(counts).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("no counts of buckets");
    }
    return new Latencies(counts.clone());
  }

  /** How many are in a bucket. */
  long in(int bucket) {
    return counts[bucket];
  }

  /** How many there are. */
  public long count() {
    return Arrays.stream(counts).sum();
  }

  /** These and others. */
  public Latencies plus(Latencies other) {
    long[] sum = new long[BUCKETS];
    Arrays.setAll(sum, i -> counts[i] + other.counts[i]);
    return new Latencies(sum);
  }

  /** These without earlier ones, which are all among them. */
  public Latencies minus(Latencies earlier) {
    long[] rest = new long[BUCKETS];
    Arrays.setAll(rest, i -> Math.max(0, counts[i] - earlier.counts[i]));
    return new Latencies(rest);
  }

  /** The duration in microseconds that this share of them did not take longer than, roughly. */
  public double quantile(double share) {
    long left = (long) Math.ceil(share * count());
    for (int i = 0; i < BUCKETS; i++) {
      left -= counts[i];
      if (left <= 0 && counts[i] > 0) {
        return middle(i);
      }
    }
    return 0;
  }

  /** Bucket, count, bucket, count: those that are not empty. */
  public List<Long> pairs() {
    List<Long> pairs = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      if (counts[i] > 0) {
        pairs.add((long) i);
        pairs.add(counts[i]);
      }
    }
    return pairs;
  }

  /** The inverse of {@link #pairs()}. */
  public static Latencies ofPairs(List<?> pairs) {
    long[] counts = new long[BUCKETS];
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      counts[Math.toIntExact((Long) pairs.get(i))] = (Long) pairs.get(i + 1);
    }
    return of(counts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Latencies that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return pairs().toString();
  }
}
