package dev.crossfade.core.compare;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at text in UTF-8 that nobody has made characters of. */
final class Utf8Bytes {

  /** The least first byte of a character that has four of them; no other byte is as great. */
  static final int FOUR = 0xF0;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long HIGH_HALF = 0xF0F0F0F0F0F0F0F0L;
  private static final long LOWEST_BITS = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  private Utf8Bytes() {}

  /**
   * Whether {@link EncodedBytes} encodes the text in the same bytes: all characters but those of
   * four bytes, which it encodes as the two halves they have in Java.
   */
  static boolean likeHere(byte[] bytes, int from, int length) {
    int end = from + length;
    int at = from;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      if (anyFour((long) LONG.get(bytes, at))) {
        return false;
      }
    }
    for (; at < end; at++) {
      if ((bytes[at] & 0xFF) >= FOUR) {
        return false;
      }
    }
    return true;
  }

  /** Whether the upper half of one of eight bytes is full; finds a byte that is zero. */
  private static boolean anyFour(long eight) {
    long missing = ~eight & HIGH_HALF;
    return ((missing - LOWEST_BITS) & ~missing & HIGHEST_BITS) != 0;
  }
}
