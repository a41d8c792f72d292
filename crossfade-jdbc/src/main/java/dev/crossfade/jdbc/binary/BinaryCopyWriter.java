package dev.crossfade.jdbc.binary;

import dev.crossfade.core.compare.RowFields;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Encoded;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows into a binary COPY. A row is begun, filled column by column and ended; a row whose
 * value is refused leaves no trace and the next row may follow. Buffers are reused, so that a row
 * costs no allocation. One thread.
 */
public final class BinaryCopyWriter {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  private static final int FLUSH_AT = 64 * 1024;
  private static final int TRAILER = -1;
  private static final int COUNT = 2;

  private final List<Column> columns;
  private final ValueEncoder[] encoders;
  private final CopyBuffer buffer = new CopyBuffer(FLUSH_AT + 16 * 1024);
  private final RowFields fields = new BegunRow();
  private @Nullable CopyIn copy;
  private int rowStart;
  private int at;
  private long rows;

  /**
   * @param columns the columns of the COPY in order; a NULL in one that is not nullable is refused
   * @param enums needed only for arrays of enumerations
   */
  public BinaryCopyWriter(List<Column> columns, EnumOids enums) {
    this.columns = List.copyOf(columns);
    Encoders chooser = new Encoders(enums);
    encoders = columns.stream().map(c -> chooser.of(c.type())).toArray(ValueEncoder[]::new);
  }

  /** Begins a COPY; may be called again after {@link #finish} or a failure. */
  public BinaryCopyWriter to(CopyIn target) {
    copy = target;
    rows = 0;
    buffer.truncate(0);
    buffer.putBytes(SIGNATURE);
    buffer.putInt(0);
    buffer.putInt(0);
    rowStart = buffer.length();
    return this;
  }

  /**
   * Begins a row, dropping one that was not ended. Before a COPY has begun it checks values only.
   */
  public BinaryCopyWriter startRow() {
    buffer.truncate(rowStart);
    buffer.putShort(encoders.length);
    at = 0;
    return this;
  }

  /** Puts the next columns. */
  public BinaryCopyWriter values(@Nullable Object[] values) {
    for (Object value : values) {
      value(value);
    }
    return this;
  }

  /** Puts those of the next columns whose bit is set and NULL for the others, unchecked. */
  public BinaryCopyWriter values(@Nullable Object[] values, BitSet known) {
    for (int i = 0; i < values.length; i++) {
      if (known.get(i)) {
        value(values[i]);
      } else {
        at++;
        buffer.putInt(-1);
      }
    }
    return this;
  }

  /**
   * Puts the next column. An encoded value is put as it is.
   *
   * @throws ValueRefusedException when the column cannot hold the value
   */
  public BinaryCopyWriter value(@Nullable Object value) {
    int column = at++;
    if (value == null) {
      if (!columns.get(column).nullable()) {
        throw ValueRefusedException.nullValue().in(columns.get(column).name());
      }
      buffer.putInt(-1);
      return this;
    }
    if (value instanceof Encoded encoded) {
      buffer.putInt(encoded.length());
      buffer.putBytes(encoded.bytes(), encoded.from(), encoded.length());
      return this;
    }
    int length = buffer.openLength();
    try {
      encoders[column].encode(buffer, value);
    } catch (ValueRefusedException e) {
      throw e.in(columns.get(column).name());
    }
    buffer.closeLength(length);
    return this;
  }

  /** Writes the bytes of a value. */
  @FunctionalInterface
  public interface Filling {
    void into(OutputStream out) throws IOException;
  }

  /** Puts the next column, whose bytes are written straight into the row. */
  public BinaryCopyWriter filled(Filling filling) {
    at++;
    int length = buffer.openLength();
    try {
      filling.into(buffer.stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    buffer.closeLength(length);
    return this;
  }

  /** The row that was begun, as far as it has got; it stands until it is added to, or ended. */
  public RowFields fields() {
    return fields;
  }

  private final class BegunRow implements RowFields {
    @Override
    public byte[] bytes() {
      return buffer.array();
    }

    @Override
    public int from() {
      return rowStart + COUNT;
    }

    @Override
    public int end() {
      return buffer.length();
    }
  }

  /** Ends a row; sends what has been gathered when it is much. */
  public void endRow() throws SQLException {
    if (at != encoders.length) {
      throw new IllegalStateException(at + " of " + encoders.length + " columns");
    }
    rows++;
    rowStart = buffer.length();
    if (rowStart >= FLUSH_AT) {
      flush();
    }
  }

  /** Ends the COPY and returns the number of rows. */
  public long finish() throws SQLException {
    buffer.truncate(rowStart);
    buffer.putShort(TRAILER);
    rowStart = buffer.length();
    flush();
    target().endCopy();
    copy = null;
    return rows;
  }

  private void flush() throws SQLException {
    target().writeToCopy(buffer.array(), 0, rowStart);
    buffer.clear();
    rowStart = 0;
  }

  private CopyIn target() {
    if (copy == null) {
      throw new IllegalStateException("no COPY has begun");
    }
    return copy;
  }
}
