package dev.crossfade.server.check;

/** Escapes text for the languages that reports are written in. */
final class Markup {

  private Markup() {}

  /** Text or an attribute of XML and HTML; characters that XML does not allow become U+FFFD. */
  static String xml(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(allowed(c) ? c : 0xfffd);
              }
            });
    return escaped.toString();
  }

  private static boolean allowed(int c) {
    boolean surrogate = c >= 0xd800 && c <= 0xdfff;
    boolean character = c >= 0x20 && c != 0xfffe && c != 0xffff && !surrogate;
    return c == '\t' || c == '\n' || character;
  }

  /** Within a cell of a Markdown table. */
  static String markdown(String text) {
    return text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace("`", "\\`")
        .replaceAll("\\s+", " ");
  }

  /** The message of a GitHub workflow command. */
  static String command(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** A property of a GitHub workflow command. */
  static String property(String text) {
    return command(text).replace(":", "%3A").replace(",", "%2C");
  }
}
