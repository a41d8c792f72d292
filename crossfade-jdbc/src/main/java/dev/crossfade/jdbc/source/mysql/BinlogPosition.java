package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;

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
   * Whether a transaction stands before this boundary. Its changes are strictly inside it, so one
   * of them decides; a transaction without changes ends at the boundary at most.
   */
  boolean follows(SourceTransaction transaction) {
    if (transaction.changes().isEmpty()) {
      return compare(transaction.end()) <= 0;
    }
    return compare(transaction.changes().get(0).position()) < 0;
  }

  private int compare(Position position) {
    int byFile = Long.compareUnsigned(position.major(), file);
    return byFile != 0 ? byFile : Long.compareUnsigned(position.minor(), offset);
  }
}
