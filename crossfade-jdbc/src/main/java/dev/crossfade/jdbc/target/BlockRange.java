package dev.crossfade.jdbc.target;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a table.
 *
 * @param from first block
 * @param to first block after it; -1 means to the end, however far the table grows
 */
record BlockRange(long from, long to) {

  private static final long END = -1;

  /** Consecutive ranges over a table of so many blocks; the last is open. */
  static List<BlockRange> split(long blocks, int wanted) {
    long each = Math.max(1, (blocks + wanted - 1) / Math.max(1, wanted));
    List<BlockRange> ranges = new ArrayList<>();
    for (long from = 0; from + each < blocks; from += each) {
      ranges.add(new BlockRange(from, from + each));
    }
    long last = ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).to();
    ranges.add(new BlockRange(last, END));
    return ranges;
  }

  String text() {
    return from + ":" + (to == END ? "" : to);
  }

  static BlockRange parse(String text) {
    int colon = text.indexOf(':');
    String to = text.substring(colon + 1);
    return new BlockRange(
        Long.parseLong(text, 0, colon, 10), to.isEmpty() ? END : Long.parseLong(to));
  }
}
