package dev.crossfade.codec.spec;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes YAML lines; a text is quoted unless it certainly reads back as itself. */
final class Yaml {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");
  private static final Pattern WORD =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n|[.]?nan|[.]?inf");

  private final StringBuilder text = new StringBuilder();

  Yaml line(int indent, String line) {
    text.append("  ".repeat(indent)).append(line).append('\n');
    return this;
  }

  Yaml pair(int indent, String key, String value) {
    return line(indent, quoted(key) + ": " + quoted(value));
  }

  Yaml raw(int indent, String key, String value) {
    return line(indent, quoted(key) + ": " + value);
  }

  static String list(List<String> values) {
    return values.stream().map(Yaml::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Plain where safe, single quotes where possible, else double quotes with escapes. */
  static String quoted(String value) {
    if (PLAIN.matcher(value).matches() && !WORD.matcher(value).matches()) {
      return value;
    }
    boolean printable = value.codePoints().allMatch(Yaml::printable);
    return printable ? "'" + value.replace("'", "''") + "'" : escaped(value);
  }

  private static boolean printable(int c) {
    return (c >= 0x20 && c < 0x7f) || (c >= 0xa1 && Character.isLetterOrDigit(c));
  }

  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                escaped.append('\\').append((char) c);
              } else if (printable(c)) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append("\\U%08x".formatted(c));
              }
            });
    return escaped.append('"').toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
