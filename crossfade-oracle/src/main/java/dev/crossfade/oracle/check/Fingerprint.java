package dev.crossfade.oracle.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of many rows in any order: count and sum of 64-bit hashes per bucket of keys, and
 * per column the number of NULLs, the smallest and the largest text. Not thread-safe.
 */
final class Fingerprint {

  static final int BUCKETS = 1 << 10;
  private final long[] counts = new long[BUCKETS];
  private final long[] sums = new long[BUCKETS];
  private final long[] nulls;
  private final @Nullable String[] smallest;
  private final @Nullable String[] largest;
  private final int keyColumns;
  private final MessageDigest digest;

  Fingerprint(int columns, int keyColumns) {
    this.nulls = new long[columns];
    this.smallest = new String[columns];
    this.largest = new String[columns];
    this.keyColumns = keyColumns;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void add(@Nullable String[] row) {
    int bucket = bucket(key(row, keyColumns));
    counts[bucket]++;
    sums[bucket] += hash(row);
    for (int i = 0; i < row.length; i++) {
      column(i, row[i]);
    }
  }

  static int bucket(String key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return hash >>> (32 - 10);
  }

  static String key(@Nullable String[] row, int keyColumns) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < keyColumns; i++) {
      key.append(i == 0 ? "" : "|").append(row[i]);
    }
    return key.toString();
  }

  long count() {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    return all;
  }

  /** Buckets in which two fingerprints differ. */
  List<Integer> differences(Fingerprint other) {
    List<Integer> different = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      if (counts[i] != other.counts[i] || sums[i] != other.sums[i]) {
        different.add(i);
      }
    }
    return different;
  }

  /** Whether a column has as many NULLs and the same extremes in both. */
  boolean sameColumn(Fingerprint other, int i) {
    return nulls[i] == other.nulls[i]
        && java.util.Objects.equals(smallest[i], other.smallest[i])
        && java.util.Objects.equals(largest[i], other.largest[i]);
  }

  private void column(int i, @Nullable String value) {
    if (value == null) {
      nulls[i]++;
      return;
    }
    String low = smallest[i];
    String high = largest[i];
    if (low == null || value.compareTo(low) < 0) {
      smallest[i] = value;
    }
    if (high == null || value.compareTo(high) > 0) {
      largest[i] = value;
    }
  }

  private long hash(@Nullable String[] row) {
    for (String value : row) {
      if (value == null) {
        digest.update((byte) 0);
      } else {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) 1);
        for (int shift = 0; shift < 32; shift += 8) {
          digest.update((byte) (bytes.length >>> shift));
        }
        digest.update(bytes);
      }
    }
    byte[] hash = digest.digest();
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | (hash[i] & 0xff);
    }
    return value;
  }
}
