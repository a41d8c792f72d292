package dev.crossfade.core.change;

import java.nio.charset.StandardCharsets;

/**
 * Where a change stands in the log of its source. Opaque to everything but the adapter that made
 * it, with one promise: positions of the same source order as the source committed, and the same
 * change has the same position however often it is delivered. Positions of different sources are
 * never compared.
 *
 * @param major first in order; PostgreSQL: order of the transaction; MariaDB: binlog file number
 * @param minor second in order; unsigned
 * @param ordinal third in order, among changes that share the first two; unsigned
 */
public record Position(long major, long minor, long ordinal) implements Comparable<Position> {

  /** Before every change. */
  public static final Position START = new Position(0, 0, 0);

  @Override
  public int compareTo(Position other) {
    int byMajor = Long.compareUnsigned(major, other.major);
    if (byMajor != 0) {
      return byMajor;
    }
    int byMinor = Long.compareUnsigned(minor, other.minor);
    return byMinor != 0 ? byMinor : Long.compareUnsigned(ordinal, other.ordinal);
  }

  /** Whether this is later in the same log. */
  public boolean after(Position other) {
    return compareTo(other) > 0;
  }

  /** 40 hexadecimal digits whose text order (collation C) is the order of positions. */
  public String encoded() {
    byte[] text = new byte[ordinal >>> 32 == 0 ? 40 : 48];
    hex(major, text, 0, 16);
    hex(minor, text, 16, 16);
    hex(ordinal, text, 32, text.length - 32);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Written for every changed row, so without the general formatter. */
  private static void hex(long value, byte[] text, int at, int digits) {
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = (byte) Character.forDigit((int) (rest & 15), 16);
      rest >>>= 4;
    }
  }

  /** The inverse of {@link #encoded()}. */
  public static Position decode(String text) {
    return new Position(
        Long.parseUnsignedLong(text, 0, 16, 16),
        Long.parseUnsignedLong(text, 16, 32, 16),
        Long.parseUnsignedLong(text, 32, text.length(), 16));
  }
}
