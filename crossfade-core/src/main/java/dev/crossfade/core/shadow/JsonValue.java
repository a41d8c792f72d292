package dev.crossfade.core.shadow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads any JSON: objects as maps, lists, strings, numbers as decimals without trailing zeros,
 * booleans, and {@link #NULL}. Of members with one name the last counts. One thread.
 */
final class JsonValue {

  /** JSON's null. */
  static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  private static final int MAX_DEPTH = 256;
  private static final int MOST_DIGITS = 400;

  private final String text;
  private int at;

  private JsonValue(String text) {
    this.text = text;
  }

  /** The value; empty when the text is not JSON. */
  static Optional<Object> parse(String text) {
    JsonValue reader = new JsonValue(text);
    try {
      Object value = reader.value(0);
      reader.space();
      return reader.at == text.length() ? Optional.of(value) : Optional.empty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested too deeply");
    }
    space();
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> list(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", NULL);
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    at++;
    Map<String, Object> members = new LinkedHashMap<>();
    space();
    if (text.charAt(at) == '}') {
      at++;
      return members;
    }
    do {
      space();
      String name = string();
      space();
      expect(':');
      members.put(name, value(depth + 1));
    } while (more('}'));
    return members;
  }

  private List<Object> list(int depth) {
    at++;
    List<Object> elements = new ArrayList<>();
    space();
    if (text.charAt(at) == ']') {
      at++;
      return elements;
    }
    do {
      elements.add(value(depth + 1));
    } while (more(']'));
    return elements;
  }

  private boolean more(char end) {
    space();
    char next = text.charAt(at++);
    if (next != ',' && next != end) {
      throw new IllegalArgumentException("unexpected character");
    }
    return next == ',';
  }

  private BigDecimal number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at - start > MOST_DIGITS) {
      throw new IllegalArgumentException("too long a number");
    }
    return new BigDecimal(text.substring(start, at)).stripTrailingZeros();
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (true) {
      char c = text.charAt(at++);
      if (c == '"') {
        return string.toString();
      }
      string.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() {
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      default -> throw new IllegalArgumentException("unknown escape");
    };
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw new IllegalArgumentException("unexpected character");
    }
    at += word.length();
    return value;
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
