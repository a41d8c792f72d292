package dev.crossfade.core.compare;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing array of bytes, reused from row to row. With an overflow it holds a part of a row only:
 * what came before has been handed on. One thread.
 */
final class EncodedBytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** From here on values are handed on before the next one comes. */
  static final int MUCH = 64 * 1024;

  private static final int SMALL = 1_024;
  private static final int LARGE = 4 * 1024 * 1024;

  private final @Nullable Overflow overflow;
  private byte[] bytes = new byte[SMALL];
  private int length;

  /** Takes bytes in the order in which they were written. */
  @FunctionalInterface
  interface Overflow {
    void take(byte[] bytes, int length);
  }

  EncodedBytes(@Nullable Overflow overflow) {
    this.overflow = overflow;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void truncate(int to) {
    length = to;
  }

  /** Begins anew, and lets go of what a very long value needed. */
  void reset() {
    length = 0;
    if (bytes.length > LARGE) {
      bytes = new byte[SMALL];
    }
  }

  /** Hands on what is there, if it is much; nothing in it may be patched or read again. */
  void spill() {
    if (overflow != null && length >= MUCH) {
      overflow.take(bytes, length);
      length = 0;
    }
  }

  void octet(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
  }

  void number(long value) {
    ensure(Long.BYTES);
    LONG.set(bytes, length, value);
    length += Long.BYTES;
  }

  /** Leaves room for bytes to be patched. */
  void room(int count) {
    ensure(count);
    length += count;
  }

  /** Writes a number of four bytes over what is there. */
  void patch(int at, int value) {
    INT.set(bytes, at, value);
  }

  void append(byte[] binary) {
    if (overflow != null && binary.length >= MUCH) {
      overflow.take(bytes, length);
      overflow.take(binary, binary.length);
      length = 0;
    } else {
      append(binary, 0, binary.length);
    }
  }

  void append(byte[] binary, int from, int count) {
    ensure(count);
    System.arraycopy(binary, from, bytes, length, count);
    length += count;
  }

  /** Appends characters below 128; a negative end is the text's. */
  void ascii(String text, int from, int to) {
    int end = to < 0 ? text.length() : to;
    ensure(end - from);
    byte[] into = bytes;
    int at = length;
    for (int i = from; i < end; i++) {
      into[at++] = (byte) text.charAt(i);
    }
    length = at;
  }

  void utf8(char c) {
    ensure(3);
    length = put(bytes, length, c);
  }

  /** A character that is two in Java. */
  void point(int point) {
    octet(0xF0 | (point >> 18));
    octet(0x80 | ((point >> 12) & 0x3F));
    octet(0x80 | ((point >> 6) & 0x3F));
    octet(0x80 | (point & 0x3F));
  }

  /** The text with its length before it, in bytes of which nothing is patched any more. */
  void sized(String text, int chars) {
    ensure(Integer.BYTES);
    int size = size(text, 0, chars);
    INT.set(bytes, length, size);
    length += Integer.BYTES;
    for (int from = 0; from < chars; from += MUCH) {
      utf8(text, from, Math.min(chars, from + MUCH));
      spill();
    }
  }

  /** Unpaired surrogates are encoded as they are: the bytes only have to be different. */
  void utf8(String text, int from, int until) {
    int chars = until - from;
    ensure(chars <= MUCH ? chars * 3 : size(text, from, until));
    byte[] to = bytes;
    int at = length;
    for (int i = from; i < until; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        to[at++] = (byte) c;
      } else {
        at = put(to, at, c);
      }
    }
    length = at;
  }

  private static int size(String text, int from, int until) {
    long size = 0;
    for (int i = from; i < until; i++) {
      char c = text.charAt(i);
      size += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    return Math.toIntExact(size);
  }

  private static int put(byte[] to, int start, char c) {
    int at = start;
    if (c < 0x80) {
      to[at++] = (byte) c;
    } else if (c < 0x800) {
      to[at++] = (byte) (0xC0 | (c >> 6));
      to[at++] = (byte) (0x80 | (c & 0x3F));
    } else {
      to[at++] = (byte) (0xE0 | (c >> 12));
      to[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      to[at++] = (byte) (0x80 | (c & 0x3F));
    }
    return at;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      int doubled = bytes.length + Math.min(bytes.length, LARGE);
      bytes = Arrays.copyOf(bytes, Math.max(doubled, length + more));
    }
  }
}
