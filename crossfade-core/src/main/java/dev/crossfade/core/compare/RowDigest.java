package dev.crossfade.core.compare;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
  private final MessageDigest sha;
  private final ValueEncoder encoder;
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
    this.encoder = new ValueEncoder((bytes, length) -> sha.update(bytes, 0, length));
  }

  /** Whether values of a type may be left {@link Encoded}: their bytes are digested as they are. */
  public static boolean takesBytes(LogicalType type) {
    return ValueEncoder.takesBytes(type);
  }

  /** Computes the digest of a row. */
  public void digest(@Nullable Object[] row) {
    begin();
    for (int index : key) {
      encoder.encode(columns.get(index).type(), row[index]);
    }
    long mixed = mix(encoder.length());
    for (int i = 0; i < inKey.length; i++) {
      if (!inKey[i]) {
        encoder.encode(columns.get(i).type(), row[i]);
      }
    }
    hash();
    keyHash = key.length == 0 ? high : mixed;
  }

  /** A failure may have left bytes of another row behind. */
  private void begin() {
    sha.reset();
    encoder.reset();
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

  /** A digest of each column's value: what is left of a row to tell in which columns it differs. */
  public long[] columns(@Nullable Object[] row) {
    long[] digests = new long[columns.size()];
    for (int i = 0; i < digests.length; i++) {
      begin();
      encoder.encode(columns.get(i).type(), row[i]);
      hash();
      digests[i] = high;
    }
    return digests;
  }

  /** The positions at which two such digests of rows differ. */
  public static int[] differences(long[] one, long[] other) {
    return IntStream.range(0, one.length).filter(i -> one[i] != other[i]).toArray();
  }

  private void hash() {
    sha.update(encoder.bytes(), 0, encoder.length());
    encoder.reset();
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
