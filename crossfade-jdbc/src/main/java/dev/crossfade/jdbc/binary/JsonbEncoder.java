package dev.crossfade.jdbc.binary;

/** JSON text for a jsonb column. Its syntax is left to the database. */
final class JsonbEncoder implements ValueEncoder {

  private static final int VERSION = 1;

  @Override
  public void encode(CopyBuffer out, Object value) {
    String text = (String) value;
    refuseNul(text);
    out.putByte(VERSION);
    TextEncoder.utf8(out, text, text.length());
  }

  /** jsonb cannot hold an escaped NUL; an escaped backslash before {@code u0000} is fine. */
  private static void refuseNul(String text) {
    int at = text.indexOf('\\');
    while (at >= 0) {
      if (text.startsWith("u0000", at + 1)) {
        throw ValueRefusedException.badText("contains an escaped NUL character");
      }
      at = text.indexOf('\\', at + 2);
    }
  }
}
