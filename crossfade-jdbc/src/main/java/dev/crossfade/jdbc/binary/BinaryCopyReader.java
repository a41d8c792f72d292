package dev.crossfade.jdbc.binary;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.spi.source.RowDemand;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes {@code COPY … TO STDOUT (FORMAT binary)} into rows. Takes the stream in pieces of any
 * size, needs memory for one row, and reuses one row array. One thread.
 */
public final class BinaryCopyReader {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  private static final int HEADER = SIGNATURE.length + 8;
  private static final int INCOMPLETE = -1;
  private static final int TRAILER = -1;
  private static final int LARGE = 1024 * 1024;
  private static final byte[] NOTHING = {};

  private final FieldReader[] fields;
  private final @Nullable Object[] row;
  private final RowSink sink;
  private byte[] rest = NOTHING;
  private boolean started;
  private boolean ended;
  private long rows;

  /** Receives the reused row array. */
  @FunctionalInterface
  public interface RowSink {
    void accept(@Nullable Object[] row);
  }

  /**
   * @param types logical types of the copied columns, in order; a type tells the wire form, so text
   *     types also serve columns that were cast to text
   * @param sink receives each row
   */
  public BinaryCopyReader(List<LogicalType> types, RowSink sink) {
    this(types.stream().map(FieldReader::decoding).toArray(FieldReader[]::new), sink);
  }

  private BinaryCopyReader(FieldReader[] fields, RowSink sink) {
    this.fields = fields;
    this.row = new @Nullable Object[fields.length];
    this.sink = sink;
  }

  /** A reader that leaves values encoded where the demand allows it. */
  public static BinaryCopyReader of(List<LogicalType> types, RowDemand demand, RowSink sink) {
    FieldReader[] fields = new FieldReader[types.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = FieldReader.of(types.get(i), demand.columns().get(i));
    }
    return new BinaryCopyReader(fields, sink);
  }

  /**
   * Takes the next piece and delivers the rows it completes. A value that its logical type cannot
   * express is delivered as {@link Unreadable}.
   */
  public void accept(byte[] piece) {
    byte[] bytes = rest.length == 0 ? piece : joined(piece);
    int at = started ? 0 : header(bytes);
    while (at >= 0 && !ended) {
      int end = tuple(bytes, at);
      if (end == INCOMPLETE) {
        break;
      }
      at = end;
    }
    rest = tail(bytes, Math.max(at, 0));
  }

  /**
   * Says that nothing follows.
   *
   * @return number of rows
   * @throws IllegalStateException when the stream broke off
   */
  public long finish() {
    if (!ended) {
      throw new IllegalStateException("binary COPY ended without its trailer");
    }
    return rows;
  }

  private int header(byte[] bytes) {
    if (bytes.length < HEADER) {
      return INCOMPLETE;
    }
    for (int i = 0; i < SIGNATURE.length; i++) {
      if (bytes[i] != SIGNATURE[i]) {
        throw new IllegalStateException("not a binary COPY stream");
      }
    }
    int end = HEADER + BigEndian.int32(bytes, HEADER - 4);
    if (bytes.length < end) {
      return INCOMPLETE;
    }
    started = true;
    return end;
  }

  /** Delivers the row at this place and returns where it ends. */
  private int tuple(byte[] bytes, int at) {
    if (bytes.length - at < 2) {
      return INCOMPLETE;
    }
    int count = BigEndian.int16(bytes, at);
    if (count == TRAILER) {
      ended = true;
      return at + 2;
    }
    if (count != fields.length) {
      throw new IllegalStateException(
          "binary COPY row has " + count + " fields, expected " + fields.length);
    }
    int end = extent(bytes, at + 2);
    if (end != INCOMPLETE) {
      decode(bytes, at + 2);
      rows++;
      sink.accept(row);
      if (end - at > LARGE) {
        forget();
      }
    }
    return end;
  }

  /** Keeps nothing of a large row while the next one is received. */
  private void forget() {
    Arrays.fill(row, null);
    for (FieldReader field : fields) {
      field.forget();
    }
  }

  private int extent(byte[] bytes, int start) {
    int at = start;
    for (int i = 0; i < fields.length; i++) {
      if (bytes.length - at < 4) {
        return INCOMPLETE;
      }
      int length = Math.max(BigEndian.int32(bytes, at), 0);
      at += 4;
      if (bytes.length - at < length) {
        return INCOMPLETE;
      }
      at += length;
    }
    return at;
  }

  private void decode(byte[] bytes, int start) {
    int at = start;
    for (int i = 0; i < fields.length; i++) {
      int length = BigEndian.int32(bytes, at);
      at += 4;
      if (length < 0) {
        row[i] = null;
        continue;
      }
      row[i] = fields[i].take(bytes, at, length);
      at += length;
    }
  }

  private byte[] joined(byte[] piece) {
    byte[] bytes = new byte[rest.length + piece.length];
    System.arraycopy(rest, 0, bytes, 0, rest.length);
    System.arraycopy(piece, 0, bytes, rest.length, piece.length);
    return bytes;
  }

  private static byte[] tail(byte[] bytes, int at) {
    if (at == bytes.length) {
      return NOTHING;
    }
    byte[] tail = new byte[bytes.length - at];
    System.arraycopy(bytes, at, tail, 0, tail.length);
    return tail;
  }
}
