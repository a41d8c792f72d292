package dev.crossfade.core.audit;

import java.util.Locale;

/** What was done to a row. */
public enum RowOp {
  /** All its values were set. */
  SET(1),
  /** Some of its values were set; the others stayed. */
  PATCH(2),
  /** It was added to a table without key. */
  ADD(3),
  /** The row with this key was deleted, if there was one. */
  DELETE(4),
  /** One equal row was taken out of a table without key, if there was one. */
  REMOVE(5),
  /** All rows of the table were deleted. */
  CLEAR(6);

  private final byte code;

  RowOp(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static RowOp of(int code) {
    for (RowOp op : values()) {
      if (op.code == code) {
        return op;
      }
    }
    throw new IllegalArgumentException("no such operation: " + code);
  }

  /** The word for people and programs. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
