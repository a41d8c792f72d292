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

  /** Takes the bytes of records. */
  @FunctionalInterface
  public interface Visitor {

    /** One record; the array is the block's. */
    void record(byte[] bytes, int from, int length);
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
      boolean positioned = (bytes[at] & RowRecord.POSITIONED) != 0;
      int length = 1 + RowRecord.COMMITMENTS + (positioned ? RowRecord.POSITION : 0);
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
