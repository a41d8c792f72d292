package dev.crossfade.core.compare;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commits to rows of one table without telling them: the first half of SHA-256 over a secret and
 * the bytes in which the row is stored, which are there when history is written and need not be
 * made for this. JSON counts as {@code jsonb} prints it, in whatever spelling it came. A key is
 * encoded as {@link RowDigest} does. Who has the row and the secret can compute it again; who has
 * neither learns nothing, not even of a value that is easily guessed. One thread.
 */
public final class RowCommitment {

  /** Bytes of a commitment. */
  public static final int BYTES = 16;

  private static final byte KEY = 'K';
  private static final byte ROW = 'R';

  private final List<Column> columns;
  private final int[] key;
  private final byte[] beforeKey;
  private final byte[] beforeRow;
  private final MessageDigest sha;
  private final ValueEncoder encoder;
  private final StoredRow stored;
  private final byte[] out = new byte[32];

  /**
   * @param secret of the migration, the same for all its rows for ever
   */
  public RowCommitment(TableSchema table, byte[] secret) {
    this.columns = table.columns();
    this.key = table.keyIndexes();
    this.beforeKey = prefix(secret, KEY);
    this.beforeRow = prefix(secret, ROW);
    try {
      this.sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    EncodedBytes.Overflow overflow = (bytes, length) -> sha.update(bytes, 0, length);
    this.encoder = new ValueEncoder(overflow);
    this.stored = new StoredRow(columns, overflow);
  }

  /**
   * Writes the commitments to a row's key and to the whole row, one behind the other; where the
   * table has no key, that to the row twice. Values that are not known count as such.
   *
   * @param fields the same row as it is stored
   */
  public void row(@Nullable Object[] row, RowFields fields, byte[] into, int at) {
    sha.reset();
    stored.encode(beforeRow, row, fields);
    sha.update(stored.bytes(), 0, stored.length());
    stored.reset();
    end(into, at + BYTES);
    if (key.length == 0) {
      System.arraycopy(into, at + BYTES, into, at, BYTES);
      return;
    }
    encoder.reset(beforeKey);
    for (int index : key) {
      value(index, row[index]);
    }
    endKey(into, at);
  }

  /** Writes the commitment to a key. */
  public void key(Key values, byte[] into, int at) {
    sha.reset();
    encoder.reset(beforeKey);
    for (int i = 0; i < key.length; i++) {
      value(key[i], values.value(i));
    }
    endKey(into, at);
  }

  private void value(int column, @Nullable Object value) {
    encoder.encode(columns.get(column).type(), value);
  }

  private static byte[] prefix(byte[] secret, byte what) {
    byte[] prefix = Arrays.copyOf(secret, secret.length + 1);
    prefix[secret.length] = what;
    return prefix;
  }

  private void endKey(byte[] into, int at) {
    sha.update(encoder.bytes(), 0, encoder.length());
    encoder.reset();
    end(into, at);
  }

  private void end(byte[] into, int at) {
    try {
      sha.digest(out, 0, out.length);
    } catch (DigestException e) {
      throw new IllegalStateException("the buffer is as long as the digest", e);
    }
    System.arraycopy(out, 0, into, at, BYTES);
  }
}
