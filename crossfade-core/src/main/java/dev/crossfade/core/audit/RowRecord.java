package dev.crossfade.core.audit;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.compare.RowCommitment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One row of a load, as a leaf of the load's own tree: commitments only, nothing that can be read.
 *
 * @param op what was done to it
 * @param key commitment to its key, in hexadecimal digits; zeros where there is none
 * @param row commitment to what was written; zeros where nothing was
 * @param position of the last change that led to it; null for history and where it is not known
 */
public record RowRecord(RowOp op, String key, String row, @Nullable Position position) {

  static final int COMMITMENTS = 2 * RowCommitment.BYTES;
  static final int POSITION = 3 * Long.BYTES;

  /** Set in the code of an operation whose record has a position. */
  static final int POSITIONED = 0x80;

  /** How many bytes the record has that begins here. */
  static int length(byte[] bytes, int from) {
    return 1 + COMMITMENTS + ((bytes[from] & POSITIONED) != 0 ? POSITION : 0);
  }

  /**
   * One of several records that stand one behind the other.
   *
   * @throws IllegalArgumentException when there are not that many
   */
  static RowRecord at(byte[] bytes, int place) {
    int from = 0;
    for (int i = 0; i < place && from < bytes.length; i++) {
      from += length(bytes, from);
    }
    if (from >= bytes.length || from + length(bytes, from) > bytes.length) {
      throw new IllegalArgumentException("no record " + place);
    }
    return parse(Arrays.copyOfRange(bytes, from, from + length(bytes, from)));
  }

  /** Whether the record that begins here is about all rows. */
  public static boolean clears(byte[] bytes, int from) {
    return (bytes[from] & ~POSITIONED & 0xFF) == RowOp.CLEAR.code();
  }

  /** The bytes of the leaf. */
  public byte[] content() {
    ByteBuffer bytes =
        ByteBuffer.allocate(1 + COMMITMENTS + (position == null ? 0 : POSITION))
            .put((byte) (op.code() | (position == null ? 0 : POSITIONED)))
            .put(HexFormat.of().parseHex(key))
            .put(HexFormat.of().parseHex(row));
    if (position != null) {
      bytes.putLong(position.major()).putLong(position.minor()).putLong(position.ordinal());
    }
    return bytes.array();
  }

  /**
   * The inverse of {@link #content()}.
   *
   * @throws IllegalArgumentException when these are not the bytes of a record
   */
  public static RowRecord parse(byte[] content) {
    boolean positioned = content.length == 1 + COMMITMENTS + POSITION;
    if ((!positioned && content.length != 1 + COMMITMENTS)
        || ((content[0] & POSITIONED) != 0) != positioned) {
      throw new IllegalArgumentException("no record of a row");
    }
    HexFormat hex = HexFormat.of();
    int half = 1 + RowCommitment.BYTES;
    ByteBuffer at = ByteBuffer.wrap(content).position(1 + COMMITMENTS);
    return new RowRecord(
        RowOp.of(content[0] & ~POSITIONED & 0xFF),
        hex.formatHex(content, 1, half),
        hex.formatHex(content, half, 1 + COMMITMENTS),
        positioned ? new Position(at.getLong(), at.getLong(), at.getLong()) : null);
  }
}
