package dev.crossfade.jdbc.target.held;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Numbers of variable length, byte strings and text. */
final class Primitives {

  private Primitives() {}

  /** Small magnitudes take few bytes. */
  static void varLong(DataOutputStream out, long value) throws IOException {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  static long varLong(HeldInput in) throws IOException {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int part = in.octet();
      value |= (part & 0x7FL) << shift;
      if ((part & 0x80) == 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
  }

  static void bytes(DataOutputStream out, byte[] value) throws IOException {
    varLong(out, value.length);
    out.write(value);
  }

  static byte[] bytes(HeldInput in) throws IOException {
    return in.array((int) varLong(in));
  }

  /**
   * UTF-8, or UTF-16 after a negative length for text that UTF-8 cannot hold (half a surrogate
   * pair): such a value must come back as it was, to be refused where it is written.
   */
  static void text(DataOutputStream out, String value) throws IOException {
    if (encodable(value)) {
      bytes(out, value.getBytes(StandardCharsets.UTF_8));
      return;
    }
    varLong(out, -1L - value.length());
    out.writeChars(value);
  }

  private static boolean encodable(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isSurrogate(c)) {
        i++;
        boolean pair = i < value.length() && Character.isSurrogatePair(c, value.charAt(i));
        if (!pair) {
          return false;
        }
      }
    }
    return true;
  }

  static String text(HeldInput in) throws IOException {
    long length = varLong(in);
    return length >= 0 ? in.utf8((int) length) : in.utf16((int) (-1 - length));
  }
}
