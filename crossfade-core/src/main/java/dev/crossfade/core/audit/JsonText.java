package dev.crossfade.core.audit;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as {@link CanonicalText} writes it, with blanks allowed: an object of strings, whole
 * numbers, booleans, nulls, lists and objects. What two readers could understand differently is
 * refused: a name that occurs twice, a fraction, half a character. One thread.
 */
public final class JsonText {

  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /**
   * The members of an object.
   *
   * @throws IllegalArgumentException when the text is not an object of this kind
   */
  public static Map<String, @Nullable Object> object(String text) {
    JsonText reader = new JsonText(text);
    try {
      reader.space();
      Map<String, @Nullable Object> object = reader.object(0);
      reader.space();
      if (reader.at != text.length()) {
        throw reader.wrong("something behind the object");
      }
      return object;
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the JSON text ends too early", e);
    }
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what + " at character " + at);
  }

  private @Nullable Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("nested too deeply");
    }
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> list(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    expect('{');
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
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
      space();
      if (members.containsKey(name)) {
        throw wrong("a second " + name);
      }
      members.put(name, value(depth + 1));
    } while (more('}'));
    return members;
  }

  private List<@Nullable Object> list(int depth) {
    expect('[');
    List<@Nullable Object> elements = new ArrayList<>();
    space();
    if (text.charAt(at) == ']') {
      at++;
      return elements;
    }
    do {
      space();
      elements.add(value(depth + 1));
    } while (more(']'));
    return elements;
  }

  private boolean more(char end) {
    space();
    char next = text.charAt(at++);
    if (next != ',' && next != end) {
      throw wrong("an unexpected character");
    }
    return next == ',';
  }

  private Long number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(start, at);
    if (!digits.matches("0|-?[1-9][0-9]{0,15}")) {
      throw wrong("no whole number");
    }
    long number = Long.parseLong(digits);
    if (Math.abs(number) > CanonicalText.EXACT) {
      throw wrong("too large a number");
    }
    return number;
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (true) {
      char c = text.charAt(at++);
      if (c == '"') {
        break;
      }
      if (c < ' ') {
        throw wrong("a control character");
      }
      string.append(c == '\\' ? escape() : c);
    }
    for (int i = 0; i < string.length(); i++) {
      if (Character.isSurrogate(string.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(string.codePointAt(i))) {
          throw wrong("half a character");
        }
        i++;
      }
    }
    return string.toString();
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
        yield (char) HexFormat.fromHexDigits(text, at - 4, at);
      }
      default -> throw wrong("an unknown escape");
    };
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("an unexpected character");
    }
    at += word.length();
    return value;
  }

  private void expect(char c) {
    if (text.charAt(at) != c) {
      throw wrong("no " + c);
    }
    at++;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
