package dev.crossfade.core.compare;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * One text per JSON value: white space gone, members sorted by name, the last of equal names kept,
 * numbers and escapes in one spelling. Two JSON texts denote the same value, as PostgreSQL's {@code
 * jsonb} sees it, when their canonical texts are equal. Not reusable; use {@link #of}.
 */
final class CanonicalJson {

  private static final int MAX_DEPTH = 1_000;

  private final String text;
  private int at;

  private CanonicalJson(String text) {
    this.text = text;
  }

  /** The canonical form; a text that is not JSON is returned unchanged. */
  static String of(String text) {
    try {
      CanonicalJson parser = new CanonicalJson(text);
      StringBuilder out = new StringBuilder(text.length());
      parser.value(out, 0);
      parser.space();
      return parser.at == text.length() ? out.toString() : text;
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException notJson) {
      return text;
    }
  }

  private void value(StringBuilder out, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested too deeply");
    }
    space();
    switch (text.charAt(at)) {
      case '{' -> object(out, depth);
      case '[' -> array(out, depth);
      case '"' -> quote(string(), out);
      case 't' -> word("true", out);
      case 'f' -> word("false", out);
      case 'n' -> word("null", out);
      default -> number(out);
    }
  }

  private void object(StringBuilder out, int depth) {
    at++;
    Map<String, String> members = new TreeMap<>();
    space();
    if (text.charAt(at) == '}') {
      at++;
      out.append("{}");
      return;
    }
    do {
      space();
      String name = string();
      space();
      expect(':');
      StringBuilder member = new StringBuilder();
      value(member, depth + 1);
      members.put(name, member.toString());
      space();
    } while (more('}'));
    char separator = '{';
    for (Map.Entry<String, String> member : members.entrySet()) {
      out.append(separator);
      quote(member.getKey(), out);
      out.append(':').append(member.getValue());
      separator = ',';
    }
    out.append('}');
  }

  private void array(StringBuilder out, int depth) {
    at++;
    out.append('[');
    space();
    if (text.charAt(at) == ']') {
      at++;
      out.append(']');
      return;
    }
    boolean first = true;
    do {
      if (!first) {
        out.append(',');
      }
      first = false;
      value(out, depth + 1);
      space();
    } while (more(']'));
    out.append(']');
  }

  private boolean more(char end) {
    char next = text.charAt(at++);
    if (next != ',' && next != end) {
      throw new IllegalArgumentException("unexpected character");
    }
    return next == ',';
  }

  private void number(StringBuilder out) {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    BigDecimal number = new BigDecimal(text.substring(start, at));
    out.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      value.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      case '"', '\\', '/' -> c;
      default -> throw new IllegalArgumentException("unknown escape");
    };
  }

  private static void quote(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private void word(String word, StringBuilder out) {
    if (!text.startsWith(word, at)) {
      throw new IllegalArgumentException("unexpected character");
    }
    at += word.length();
    out.append(word);
  }

  private void expect(char c) {
    if (text.charAt(at++) != c) {
      throw new IllegalArgumentException("unexpected character");
    }
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
