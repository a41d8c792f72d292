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
    bytes[length++] = (byte) (value >> 8);
    bytes[length++] = (byte) value;
  }

  void putInt(int value) {
    reserve(4);
    setInt(length, value);
    length += 4;
  }

  void putLong(long value) {
    putInt((int) (value >> 32));
    putInt((int) value);
  }

  void putBytes(byte[] value) {
    putBytes(value, 0, value.length);
  }

  void putBytes(byte[] value, int from, int count) {
    reserve(count);
    System.arraycopy(value, from, bytes, length, count);
    length += count;
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
    setInt(at, length - at - 4);
  }

  void reserve(int more) {
    if (bytes.length - length < more) {
      int doubled = Math.min(bytes.length, MOST_AHEAD) + bytes.length;
      bytes = Arrays.copyOf(bytes, Math.max(doubled, length + more + AHEAD));
    }
  }

  private void setInt(int at, int value) {
    bytes[at] = (byte) (value >> 24);
    bytes[at + 1] = (byte) (value >> 16);
    bytes[at + 2] = (byte) (value >> 8);
    bytes[at + 3] = (byte) value;
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
