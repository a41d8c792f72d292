package dev.crossfade.embedded.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text form that both {@code COPY} and {@code LOAD DATA} read by default: tabs between
 * fields, backslash escapes, {@code \N} for NULL. One thread fills it, empties it and reuses it.
 */
final class RowText {

  private byte[] bytes = new byte[1 << 17];
  private int size;
  private boolean started;

  RowText text(@Nullable String value) {
    if (value == null) {
      return nothing();
    }
    separate();
    reserve(value.length() * 6);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        return rest(value, i);
      }
      ascii(c);
    }
    return this;
  }

  RowText number(long value) {
    return raw(Long.toString(value));
  }

  /** A value that needs no escapes. */
  @SuppressWarnings("deprecation") // getBytes(int, int, byte[], int) is exact for ASCII
  RowText raw(String value) {
    separate();
    reserve(value.length());
    value.getBytes(0, value.length(), bytes, size);
    size += value.length();
    return this;
  }

  /** Hundredths as a decimal number. */
  RowText cents(long hundredths) {
    return raw(decimal(hundredths, 2));
  }

  static String decimal(long unscaled, int scale) {
    return java.math.BigDecimal.valueOf(unscaled, scale).toPlainString();
  }

  RowText nothing() {
    separate();
    reserve(2);
    bytes[size++] = '\\';
    bytes[size++] = 'N';
    return this;
  }

  void end() {
    reserve(1);
    bytes[size++] = '\n';
    started = false;
  }

  int size() {
    return size;
  }

  byte[] buffer() {
    return bytes;
  }

  void clear() {
    size = 0;
  }

  private RowText rest(String value, int from) {
    for (byte b : value.substring(from).getBytes(StandardCharsets.UTF_8)) {
      ascii((char) (b & 0xff));
    }
    return this;
  }

  private void ascii(char c) {
    char code =
        switch (c) {
          case '\t' -> 't';
          case '\n' -> 'n';
          case '\r' -> 'r';
          case '\\' -> '\\';
          default -> 0;
        };
    if (code == 0) {
      bytes[size++] = (byte) c;
    } else {
      bytes[size++] = '\\';
      bytes[size++] = (byte) code;
    }
  }

  private void separate() {
    if (started) {
      reserve(1);
      bytes[size++] = '\t';
    }
    started = true;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
