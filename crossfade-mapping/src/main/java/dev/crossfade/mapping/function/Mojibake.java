package dev.crossfade.mapping.function;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Undoes one round of reading UTF-8 as Windows-1252 (or Latin-1, its near twin). */
final class Mojibake {

  private static final int[] BYTES = table();

  private Mojibake() {}

  static String repaired(String text) {
    byte[] bytes = new byte[text.length()];
    boolean ascii = true;
    for (int i = 0; i < bytes.length; i++) {
      char c = text.charAt(i);
      int value = c < BYTES.length ? BYTES[c] : -1;
      if (value < 0) {
        return text;
      }
      ascii &= c < 0x80;
      bytes[i] = (byte) value;
    }
    return ascii ? text : decoded(bytes, text);
  }

  private static String decoded(byte[] bytes, String otherwise) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return otherwise;
    }
  }

  /** Byte of each character that Windows-1252 or Latin-1 can write, else -1. */
  private static int[] table() {
    int[] table = new int[0x2200];
    Arrays.fill(table, -1);
    for (int value = 0; value < 256; value++) {
      table[value] = value;
    }
    Charset windows = Charset.forName("windows-1252");
    for (int value = 0x80; value < 0xa0; value++) {
      char c = new String(new byte[] {(byte) value}, windows).charAt(0);
      if (c < table.length) {
        table[c] = value;
      }
    }
    return table;
  }
}
