package dev.crossfade.core.audit;

/**
 * Consecutive records of a part of a load, as they are stored: the bytes of their leaves, one after
 * the other, each as long as its first byte says.
 *
 * @param number its place among the blocks of its part
 * @param rows how many records it has
 * @param bytes of the records; not to be modified
 */
public record RowBlock(int number, int rows, byte[] bytes) {

  /** Records of every block but the last. */
  public static final int ROWS = 1 << 14;

  /** Records of every leaf of a part's tree but the last. */
  public static final int LEAF = 16;

  /** Takes the bytes of records. */
  @FunctionalInterface
  public interface Visitor {

    /** One record, or those of one leaf; the array is the block's. */
    void record(byte[] bytes, int from, int length);
  }

  /** How many leaves the tree over so many records has. */
  public static long leaves(long records) {
    return (records + LEAF - 1) / LEAF;
  }

  /**
   * Visits all leaves in order.
   *
   * @throws IllegalArgumentException as {@link #each} does
   */
  public void eachLeaf(Visitor visitor) {
    int[] leaf = {0, 0};
    each(
        (all, from, length) -> {
          if (++leaf[1] % LEAF == 0) {
            visitor.record(all, leaf[0], from + length - leaf[0]);
            leaf[0] = from + length;
          }
        });
    if (leaf[0] < bytes.length) {
      visitor.record(bytes, leaf[0], bytes.length - leaf[0]);
    }
  }

  /**
   * Visits all records in order.
   *
   * @throws IllegalArgumentException when the bytes are not those of as many records
   */
  public void each(Visitor visitor) {
    int at = 0;
    int seen = 0;
    while (at < bytes.length) {
      int length = RowRecord.length(bytes, at);
      if (at + length > bytes.length) {
        throw new IllegalArgumentException("a block of rows ends too early");
      }
      visitor.record(bytes, at, length);
      at += length;
      seen++;
    }
    if (seen != rows) {
      throw new IllegalArgumentException("a block has " + seen + " rows, not " + rows);
    }
  }
}
