package dev.crossfade.jdbc.target.held;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.Refused;
import dev.crossfade.core.schema.Key;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a change without its entity, source, operation and position, which are columns
 * of their own. Versioned: an older form stays readable.
 */
public final class HeldCodec {

  private static final int VERSION = 1;
  private static final int ABSENT = -1;

  private HeldCodec() {}

  /** Writes the part of a change that is stored as bytes. */
  public static void write(EntityChange change, OutputStream target) throws IOException {
    DataOutputStream out = new DataOutputStream(target);
    out.writeByte(VERSION);
    Primitives.varLong(out, change.mapping());
    key(out, change.oldKey());
    key(out, change.key());
    row(out, change.row());
    row(out, change.removed());
    key(out, change.sourceKey());
    Primitives.varLong(out, change.transaction());
    refused(out, change.refused());
    out.flush();
  }

  /**
   * The change again.
   *
   * @param bytes hold what was written, from {@code from} on
   */
  public static EntityChange read(
      String entity, String source, Op op, Position position, byte[] bytes, int from, int length) {
    HeldInput in = new HeldInput(bytes, from, length);
    try {
      int version = in.octet();
      if (version != VERSION) {
        throw new IllegalStateException("held change of unknown version " + version);
      }
      return new EntityChange(
          entity,
          (int) Primitives.varLong(in),
          source,
          op,
          key(in),
          key(in),
          row(in),
          row(in),
          key(in),
          position,
          Primitives.varLong(in),
          refused(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void key(DataOutputStream out, @Nullable Key key) throws IOException {
    if (key == null) {
      row(out, null);
      return;
    }
    @Nullable Object[] values = new @Nullable Object[key.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = key.value(i);
    }
    row(out, values);
  }

  private static @Nullable Key key(HeldInput in) throws IOException {
    @Nullable Object[] values = row(in);
    return values == null ? null : Key.of(values);
  }

  private static void row(DataOutputStream out, @Nullable Object @Nullable [] row)
      throws IOException {
    Primitives.varLong(out, row == null ? ABSENT : row.length);
    if (row != null) {
      for (Object value : row) {
        ValueCodec.write(out, value);
      }
    }
  }

  private static @Nullable Object @Nullable [] row(HeldInput in) throws IOException {
    int length = (int) Primitives.varLong(in);
    if (length == ABSENT) {
      return null;
    }
    @Nullable Object[] row = new @Nullable Object[length];
    for (int i = 0; i < length; i++) {
      row[i] = ValueCodec.read(in);
    }
    return row;
  }

  private static void refused(DataOutputStream out, @Nullable Refused refused) throws IOException {
    out.writeBoolean(refused != null);
    if (refused != null) {
      Primitives.text(out, refused.code());
      Primitives.text(out, refused.column());
      Primitives.text(out, refused.message());
      Primitives.text(out, refused.payload());
    }
  }

  private static @Nullable Refused refused(HeldInput in) throws IOException {
    return in.octet() != 0
        ? new Refused(
            Primitives.text(in), Primitives.text(in), Primitives.text(in), Primitives.text(in))
        : null;
  }
}
