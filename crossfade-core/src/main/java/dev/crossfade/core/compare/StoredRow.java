package dev.crossfade.core.compare;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Unavailable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the bytes in which a row is stored, and changes in them only what would not be the
 * same each time: JSON, which may be spelled in many ways, the number by which a database knows the
 * type of an array's elements where it is one of its own, and values that are not known, which are
 * told from NULL. One thread.
 */
final class StoredRow {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int LENGTH = Integer.BYTES;
  private static final int NOT_KNOWN = -2;
  private static final int JSONB_VERSION = 1;

  /** Behind an array's number of dimensions and its flags. */
  private static final int ELEMENT_TYPE = LENGTH + 2 * Integer.BYTES;

  private static final int BEHIND_ELEMENT_TYPE = ELEMENT_TYPE + Integer.BYTES;

  /** How a column differs from what is stored. */
  private enum Kind {
    AS_STORED,
    JSON,
    OWN_ELEMENTS
  }

  private final Kind[] kinds;
  private final EncodedBytes out;
  private final CanonicalJson canonical;

  /**
   * @param overflow takes all but the last bytes of rows with very long values
   */
  StoredRow(List<Column> columns, EncodedBytes.Overflow overflow) {
    kinds = columns.stream().map(column -> kind(column.type())).toArray(Kind[]::new);
    out = new EncodedBytes(overflow);
    canonical = new CanonicalJson(out, CanonicalJson.Spelling.PRINTED);
  }

  private static Kind kind(LogicalType type) {
    boolean own =
        type instanceof LogicalType.Array array
            && array.element() instanceof LogicalType.Enumeration;
    return own ? Kind.OWN_ELEMENTS : type instanceof LogicalType.Json ? Kind.JSON : Kind.AS_STORED;
  }

  byte[] bytes() {
    return out.bytes();
  }

  int length() {
    return out.length();
  }

  /** Lets go of what a very long row needed. */
  void reset() {
    out.reset();
  }

  /** Encodes a row behind other bytes; nothing is left of what was encoded before. */
  void encode(byte[] prefix, @Nullable Object[] row, RowFields fields) {
    out.reset();
    out.append(prefix, 0, prefix.length);
    byte[] bytes = fields.bytes();
    int run = fields.from();
    int at = run;
    for (int i = 0; i < kinds.length; i++) {
      int next = at + LENGTH + Math.max(0, (int) INT.get(bytes, at));
      if (altered(kinds[i], row[i])) {
        pass(bytes, run, at);
        value(row[i]);
        run = next;
      } else if (kinds[i] == Kind.OWN_ELEMENTS && next - at >= BEHIND_ELEMENT_TYPE) {
        pass(bytes, run, at + ELEMENT_TYPE);
        number(0);
        run = at + BEHIND_ELEMENT_TYPE;
      }
      at = next;
    }
    pass(bytes, run, fields.end());
  }

  /** JSON that a database sent as bytes is printed already. */
  private static boolean altered(Kind kind, @Nullable Object value) {
    return value == Unavailable.VALUE || (kind == Kind.JSON && value instanceof String);
  }

  private void value(@Nullable Object value) {
    if (!(value instanceof String text)) {
      number(NOT_KNOWN);
      return;
    }
    int start = out.length();
    number(0);
    out.octet(JSONB_VERSION);
    if (!canonical.append(text)) {
      out.utf8(text, 0, text.length());
    }
    out.patch(start, out.length() - start - LENGTH);
    out.spill();
  }

  private void number(int value) {
    int at = out.length();
    out.room(Integer.BYTES);
    out.patch(at, value);
  }

  private void pass(byte[] bytes, int from, int end) {
    for (int at = from; at < end; at += EncodedBytes.MUCH) {
      out.append(bytes, at, Math.min(EncodedBytes.MUCH, end - at));
      out.spill();
    }
  }
}
