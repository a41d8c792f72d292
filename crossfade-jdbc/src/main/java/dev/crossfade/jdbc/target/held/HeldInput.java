package dev.crossfade.jdbc.target.held;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a part of an array; long texts are made of it without a copy between. One thread. */
final class HeldInput {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle CHAR =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private final int end;
  private int at;

  HeldInput(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.at = from;
    this.end = from + length;
  }

  int octet() throws IOException {
    return bytes[pass(1)] & 0xFF;
  }

  int int32() throws IOException {
    return (int) INT.get(bytes, pass(Integer.BYTES));
  }

  long int64() throws IOException {
    return (long) LONG.get(bytes, pass(Long.BYTES));
  }

  byte[] array(int length) throws IOException {
    int from = pass(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  String utf8(int length) throws IOException {
    return new String(bytes, pass(length), length, StandardCharsets.UTF_8);
  }

  /** Unit by unit, for no decoder lets half a surrogate pair pass. */
  String utf16(int units) throws IOException {
    char[] text = new char[units];
    for (int i = 0; i < units; i++) {
      text[i] = (char) CHAR.get(bytes, pass(Character.BYTES));
    }
    return new String(text);
  }

  private int pass(int length) throws IOException {
    int from = at;
    if (length < 0 || length > end - from) {
      throw new EOFException("held change is cut off");
    }
    at = from + length;
    return from;
  }
}
