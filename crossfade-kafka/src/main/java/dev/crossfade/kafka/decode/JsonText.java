package dev.crossfade.kafka.decode;

import java.nio.charset.StandardCharsets;

/** Texts of JSON with escapes. */
final class JsonText {

  private static final int HEX_DIGITS = 4;

  private final byte[] in;
  private final byte[] out;
  private int at;
  private int length;

  private JsonText(byte[] in, int from, int to) {
    this.in = in;
    this.at = from;
    this.out = new byte[to - from];
  }

  /** The text between two quotes. */
  static String unescape(byte[] bytes, int from, int to) {
    JsonText text = new JsonText(bytes, from, to);
    while (text.at < to) {
      text.next();
    }
    return new String(text.out, 0, text.length, StandardCharsets.UTF_8);
  }

  private void next() {
    byte next = in[at++];
    if (next != '\\') {
      out[length++] = next;
      return;
    }
    byte kind = in[at++];
    switch (kind) {
      case '"', '\\', '/' -> out[length++] = kind;
      case 'b' -> out[length++] = '\b';
      case 'f' -> out[length++] = '\f';
      case 'n' -> out[length++] = '\n';
      case 'r' -> out[length++] = '\r';
      case 't' -> out[length++] = '\t';
      case 'u' -> put(codePoint());
      default -> throw new IllegalArgumentException("not an escape");
    }
  }

  private int codePoint() {
    char first = unit();
    if (!Character.isSurrogate(first)) {
      return first;
    }
    if (in[at] != '\\' || in[at + 1] != 'u') {
      throw new IllegalArgumentException("half of a character");
    }
    at += 2;
    char second = unit();
    if (!Character.isSurrogatePair(first, second)) {
      throw new IllegalArgumentException("half of a character");
    }
    return Character.toCodePoint(first, second);
  }

  private char unit() {
    int value = 0;
    for (int i = 0; i < HEX_DIGITS; i++) {
      int digit = Character.digit(in[at++], 16);
      if (digit < 0) {
        throw new IllegalArgumentException("not an escape");
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  private void put(int codePoint) {
    for (byte each : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      out[length++] = each;
    }
  }
}
