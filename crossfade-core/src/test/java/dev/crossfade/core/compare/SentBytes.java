package dev.crossfade.core.compare;

import dev.crossfade.core.schema.Encoded;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes in the middle of an array, as a database's driver hands them over. */
final class SentBytes extends Encoded {

  private final byte[] bytes;
  private final int from;
  private final int length;
  private final Object value;

  SentBytes(byte[] bytes, int from, int length, Object value) {
    this.bytes = bytes;
    this.from = from;
    this.length = length;
    this.value = value;
  }

  static SentBytes of(String text) {
    return of(text, text);
  }

  /** As {@code jsonb} is sent. */
  static SentBytes json(String text) {
    return of("\u0001" + text, text);
  }

  private static SentBytes of(String sent, String value) {
    byte[] utf8 = sent.getBytes(StandardCharsets.UTF_8);
    byte[] padded = new byte[utf8.length + 7];
    System.arraycopy(utf8, 0, padded, 3, utf8.length);
    return new SentBytes(padded, 3, utf8.length, value);
  }

  static SentBytes of(long number, int width, Object value) {
    byte[] eight = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    return new SentBytes(eight, Long.BYTES - width, width, value);
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public Object value() {
    return value;
  }
}
