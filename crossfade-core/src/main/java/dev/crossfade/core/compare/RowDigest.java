package dev.crossfade.core.compare;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableSchema;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes a 128-bit digest of rows of one table: the first half of SHA-256 over an unambiguous
 * encoding of the values. Equal rows have equal digests on whichever side they were read. One
 * thread; the result of {@link #digest} stands until the next call.
 */
public final class RowDigest {

  private final List<Column> columns;
  private final int[] key;
  private final boolean[] inKey;
  private final ValueEncoder encoder = new ValueEncoder();
  private final MessageDigest sha;
  private final byte[] out = new byte[32];
  private long high;
  private long low;
  private long keyHash;

  public RowDigest(TableSchema table) {
    this.columns = table.columns();
    this.key = table.keyIndexes();
    this.inKey = new boolean[columns.size()];
    for (int index : key) {
      inKey[index] = true;
    }
    try {
      this.sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Computes the digest of a row. */
  public void digest(@Nullable Object[] row) {
    encoder.reset();
    for (int index : key) {
      encoder.encode(columns.get(index).type(), row[index]);
    }
    int keyLength = encoder.length();
    for (int i = 0; i < inKey.length; i++) {
      if (!inKey[i]) {
        encoder.encode(columns.get(i).type(), row[i]);
      }
    }
    hash(encoder.length());
    keyHash = key.length == 0 ? high : mix(keyLength);
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }

  /** A hash of the key alone (of the whole row where there is no key), the same on both sides. */
  public long keyHash() {
    return keyHash;
  }

  /** The positions of the columns in which two rows differ. */
  public int[] differences(@Nullable Object[] one, @Nullable Object[] other) {
    ValueEncoder second = new ValueEncoder();
    return IntStream.range(0, columns.size())
        .filter(i -> !same(second, i, one[i], other[i]))
        .toArray();
  }

  private boolean same(ValueEncoder second, int i, @Nullable Object one, @Nullable Object other) {
    encoder.reset();
    encoder.encode(columns.get(i).type(), one);
    second.reset();
    second.encode(columns.get(i).type(), other);
    return Arrays.equals(encoder.bytes(), 0, encoder.length(), second.bytes(), 0, second.length());
  }

  private void hash(int length) {
    sha.update(encoder.bytes(), 0, length);
    try {
      sha.digest(out, 0, out.length);
    } catch (DigestException e) {
      throw new IllegalStateException("the buffer is as long as the digest", e);
    }
    high = big(0);
    low = big(8);
  }

  private long big(int from) {
    long value = 0;
    for (int i = from; i < from + 8; i++) {
      value = value << 8 | (out[i] & 0xFF);
    }
    return value;
  }

  /** FNV-1a, finished with the mixer of SplitMix64 so that low bits depend on all input. */
  private long mix(int length) {
    byte[] bytes = encoder.bytes();
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ (bytes[i] & 0xFF)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
