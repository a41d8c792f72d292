package dev.crossfade.core.compare;

import java.util.BitSet;
import java.util.OptionalLong;

/**
 * Tells which row differs between two sets of rows, where it is one only, from sums over each of
 * them. With d the digest of a row and k its key, a whole number, they are the sums of d, of k d,
 * and of k² d in a prime field. What both sets have in common cancels out in the differences of
 * their sums; if what is left belongs to one key, the second difference is k times the first and
 * the third k times the second. Differences of several keys pass for one with a probability of
 * 2^-61. These are the first syndromes of a Reed-Solomon code, as in set reconciliation (Minsky,
 * Trachtenberg, Zippel 2003).
 *
 * <p>A key that is not told by its remainder closes its bucket: nothing is said about that any
 * more. Sums are kept for a number of buckets. Not thread-safe.
 */
final class KeyMoments {

  private static final int SUMS = 3;

  private final long[] sums;
  private final BitSet closed = new BitSet();

  KeyMoments(int buckets) {
    this.sums = new long[buckets * SUMS];
  }

  void add(int bucket, long key, long digest) {
    long k = Field61.of(key);
    if (Field61.number(k) != key) {
      closed.set(bucket);
    }
    long term = Field61.of(digest);
    int at = bucket * SUMS;
    sums[at] = Field61.add(sums[at], term);
    term = Field61.multiply(k, term);
    sums[at + 1] = Field61.add(sums[at + 1], term);
    term = Field61.multiply(k, term);
    sums[at + 2] = Field61.add(sums[at + 2], term);
  }

  void merge(KeyMoments other) {
    closed.or(other.closed);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Field61.add(sums[i], other.sums[i]);
    }
  }

  /** The only key with differing rows in a bucket, if it is one only. */
  OptionalLong lone(KeyMoments other, int bucket) {
    if (closed.get(bucket) || other.closed.get(bucket)) {
      return OptionalLong.empty();
    }
    int at = bucket * SUMS;
    long first = Field61.subtract(sums[at], other.sums[at]);
    long second = Field61.subtract(sums[at + 1], other.sums[at + 1]);
    long third = Field61.subtract(sums[at + 2], other.sums[at + 2]);
    if (first == 0) {
      return OptionalLong.empty();
    }
    long key = Field61.multiply(second, Field61.inverse(first));
    return Field61.multiply(key, second) == third
        ? OptionalLong.of(Field61.number(key))
        : OptionalLong.empty();
  }
}
