package dev.crossfade.jdbc.binary;

/** Text as UTF-8. Refuses what PostgreSQL cannot store or would cut silently. */
final class TextEncoder implements ValueEncoder {

  private static final int LARGE = 1024 * 1024;

  static final TextEncoder UNBOUNDED = new TextEncoder(0, Padding.SIGNIFICANT);

  /** Whether trailing spaces count towards the length. */
  enum Padding {
    SIGNIFICANT,
    IGNORED
  }

  private final int limit;
  private final Padding padding;

  TextEncoder(int limit, Padding padding) {
    this.limit = limit;
    this.padding = padding;
  }

  @Override
  public void encode(CopyBuffer out, Object value) {
    String text = (String) value;
    int end = text.length();
    if (padding == Padding.IGNORED) {
      while (end > 0 && text.charAt(end - 1) == ' ') {
        end--;
      }
    }
    if (limit > 0 && end > limit && text.codePointCount(0, end) > limit) {
      throw ValueRefusedException.tooLong(limit);
    }
    utf8(out, text, end);
  }

  static void utf8(CopyBuffer out, String text, int end) {
    out.reserve(end < LARGE ? end : size(text, end));
    for (int i = out.putAscii(text, end); i < end; i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw ValueRefusedException.badText("contains a NUL character");
      }
      if (c < 0x80) {
        out.putByte(c);
      } else if (c < 0x800) {
        out.putByte(0xC0 | (c >> 6));
        out.putByte(tail(c));
      } else if (!Character.isSurrogate(c)) {
        out.putByte(0xE0 | (c >> 12));
        out.putByte(tail(c >> 6));
        out.putByte(tail(c));
      } else {
        supplementary(out, text, i, end);
        i++;
      }
    }
  }

  /** How many bytes a long text needs, so that no room is made more than once. */
  private static int size(String text, int end) {
    long size = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      size += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return Math.toIntExact(size);
  }

  private static void supplementary(CopyBuffer out, String text, int at, int end) {
    char high = text.charAt(at);
    if (at + 1 >= end
        || !Character.isHighSurrogate(high)
        || !Character.isLowSurrogate(text.charAt(at + 1))) {
      throw ValueRefusedException.badText("contains half of a surrogate pair");
    }
    int point = Character.toCodePoint(high, text.charAt(at + 1));
    out.putByte(0xF0 | (point >> 18));
    out.putByte(tail(point >> 12));
    out.putByte(tail(point >> 6));
    out.putByte(tail(point));
  }

  private static int tail(int bits) {
    return 0x80 | (bits & 0x3F);
  }
}
