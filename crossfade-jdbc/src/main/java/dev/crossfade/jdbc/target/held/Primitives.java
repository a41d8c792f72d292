package dev.crossfade.jdbc.target.held;

import java.io.DataInputStream;
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

  static long varLong(DataInputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int part = in.readUnsignedByte();
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

  static byte[] bytes(DataInputStream in) throws IOException {
    byte[] value = new byte[(int) varLong(in)];
    in.readFully(value);
    return value;
  }

  /**
   * UTF-8, or UTF-16 after a negative length for text that UTF-8 cannot hold (half a surrogate
   * pair): such a value must come back as it was, to be refused where it is written.
   */
  static void text(DataOutputStream out, String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length >= value.length() && new String(bytes, StandardCharsets.UTF_8).equals(value)) {
      bytes(out, bytes);
      return;
    }
    varLong(out, -1L - value.length());
    out.writeChars(value);
  }

  static String text(DataInputStream in) throws IOException {
    long length = varLong(in);
    if (length >= 0) {
      byte[] bytes = new byte[(int) length];
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
    char[] chars = new char[(int) (-1 - length)];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = in.readChar();
    }
    return new String(chars);
  }
}
