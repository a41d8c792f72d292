package dev.crossfade.server.check;

import dev.crossfade.server.output.TextTable;
import java.util.List;
import java.util.regex.Pattern;

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

  /** Letters, figures and what means nothing in Markdown, nor makes links or mentions. */
  private static final Pattern HARMLESS = Pattern.compile("[\\p{L}\\p{N} ,.;:%±×…→/+=-]*");

  private static final Pattern LINK = Pattern.compile("://|www\\.", Pattern.CASE_INSENSITIVE);
  private static final Pattern TICKS = Pattern.compile("`+");

  /** Within a cell of a Markdown table; what could mean something there is shown as code. */
  static String markdown(String text) {
    String line = plain(text.replaceAll("\\s+", " ")).strip();
    if (HARMLESS.matcher(line).matches() && !LINK.matcher(line).find()) {
      return line.startsWith("-") || line.startsWith("+") ? "\\" + line : line;
    }
    int most =
        TICKS.matcher(line).results().mapToInt(each -> each.group().length()).max().orElse(0);
    String fence = "`".repeat(most + 1);
    String pad = most > 0 ? " " : "";
    return fence + pad + line.replace("|", "\\|") + pad + fence;
  }

  /** Without characters that steer terminals or turn the direction of writing. */
  static String plain(String text) {
    return TextTable.plain(text);
  }

  /** The message of a GitHub workflow command. */
  static String command(String text) {
    List<String> lines = text.replace("%", "%25").replace("\r", "%0D").lines().toList();
    return String.join("%0A", lines.stream().map(Markup::plain).toList());
  }

  /** A property of a GitHub workflow command. */
  static String property(String text) {
    return command(text).replace(":", "%3A").replace(",", "%2C");
  }
}
