package dev.crossfade.jdbc.binary;

import java.io.OutputStream;
import java.util.Arrays;

/** A growing array of bytes in network order, reused from row to row. One thread. */
final class CopyBuffer {

  /** Room beyond what is asked for: what follows a large value is mostly small. */
  private static final int AHEAD = 16 * 1024;

  /** Large buffers do not double, or a large row would need its size several times. */
  private static final int MOST_AHEAD = 8 * 1024 * 1024;

  /** What is kept of a buffer that a large row has left behind. */
  private static final int KEPT = 256 * 1024;

  private static final int LARGE = 4 * 1024 * 1024;

  private final OutputStream stream = new Stream();
  private byte[] bytes;
  private int length;

  CopyBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Forgets everything, and the memory too if it is much. */
  void clear() {
    truncate(0);
  }

  /** Forgets everything after a position, and lets go the room that a very long row needed. */
  void truncate(int to) {
    length = to;
    if (bytes.length > LARGE && to <= KEPT) {
      bytes = Arrays.copyOf(bytes, KEPT);
    }
  }

  void putByte(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void putShort(int value) {
    reserve(2);
    BigEndian.put16(bytes, length, value);
    length += 2;
  }

  void putInt(int value) {
    reserve(4);
    BigEndian.put32(bytes, length, value);
    length += 4;
  }

  void putLong(long value) {
    reserve(8);
    BigEndian.put64(bytes, length, value);
    length += 8;
  }

  void putBytes(byte[] value) {
    putBytes(value, 0, value.length);
  }

  void putBytes(byte[] value, int from, int count) {
    reserve(count);
    System.arraycopy(value, from, bytes, length, count);
    length += count;
  }

  /**
   * Puts the first characters of a text as long as each of them is one byte in UTF-8 and none is
   * NUL. There has to be room for them.
   *
   * @return how many they are
   */
  int putAscii(String text, int end) {
    byte[] to = bytes;
    int start = length;
    int count = 0;
    while (count < end) {
      char c = text.charAt(count);
      if (c == 0 || c >= 0x80) {
        break;
      }
      to[start + count++] = (byte) c;
    }
    length = start + count;
    return count;
  }

  /** Puts what is written into it. */
  OutputStream stream() {
    return stream;
  }

  /** Leaves room for a length and returns where it has to be written. */
  int openLength() {
    putInt(0);
    return length - 4;
  }

  /** Writes the number of bytes put since {@link #openLength}. */
  void closeLength(int at) {
    BigEndian.put32(bytes, at, length - at - 4);
  }

  void reserve(int more) {
    if (bytes.length - length < more) {
      int doubled = Math.min(bytes.length, MOST_AHEAD) + bytes.length;
      bytes = Arrays.copyOf(bytes, Math.max(doubled, length + more + AHEAD));
    }
  }

  private final class Stream extends OutputStream {
    @Override
    public void write(int value) {
      putByte(value);
    }

    @Override
    public void write(byte[] value, int from, int count) {
      putBytes(value, from, count);
    }
  }
}
