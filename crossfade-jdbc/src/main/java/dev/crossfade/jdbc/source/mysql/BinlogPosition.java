package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.change.Position;

/**
 * A boundary between two transactions in the binary log: {@code mysql-bin.000003:1234}.
 *
 * @param file number of the file
 * @param offset in the file
 */
record BinlogPosition(long file, long offset) {

  static BinlogPosition parse(String text) {
    int colon = text.lastIndexOf(':');
    int dot = text.lastIndexOf('.', colon);
    if (dot < 0) {
      throw new IllegalArgumentException("not a binlog position: " + text);
    }
    return new BinlogPosition(
        Long.parseLong(text, dot + 1, colon, 10),
        Long.parseLong(text, colon + 1, text.length(), 10));
  }

  /**
   * Whether a change stands before this boundary. Where its transaction begins is all that the log
   * tells of it; a transaction that begins at the boundary is the first one behind it.
   */
  boolean follows(Position change) {
    int byFile = Long.compareUnsigned(change.major(), file);
    return (byFile != 0 ? byFile : Long.compareUnsigned(change.minor(), offset)) < 0;
  }

  /** Whether it stands before another boundary. */
  boolean before(BinlogPosition other) {
    return file != other.file ? file < other.file : offset < other.offset;
  }
}
