package dev.crossfade.core.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON in the one form that RFC 8785 allows: members in the order of their names' UTF-16
 * code units, no blanks, one spelling of each string. Numbers are whole and exact in a double,
 * which have only one spelling; larger ones have to be given as text.
 */
public final class CanonicalText {

  /** The largest whole number up to which doubles are exact. */
  static final long EXACT = (1L << 53) - 1;

  private final StringBuilder text = new StringBuilder();

  private CanonicalText() {}

  /**
   * The text of an object of strings, whole numbers, booleans, nulls, lists and objects.
   *
   * @throws IllegalArgumentException when a value is anything else
   */
  public static String of(Map<String, ? extends @Nullable Object> object) {
    CanonicalText canonical = new CanonicalText();
    canonical.object(object);
    return canonical.text.toString();
  }

  private void value(@Nullable Object value) {
    if (value instanceof String string) {
      string(string);
    } else if (value instanceof Long || value instanceof Integer) {
      number(((Number) value).longValue());
    } else if (value == null || value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof List<?> list) {
      list(list);
    } else if (value instanceof Map<?, ?> object) {
      object(object);
    } else {
      throw new IllegalArgumentException("no canonical form of " + value.getClass());
    }
  }

  private void object(Map<?, ? extends @Nullable Object> object) {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    object.forEach((name, value) -> sorted.put((String) name, value));
    char separator = '{';
    for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
      text.append(separator);
      separator = ',';
      string(member.getKey());
      text.append(':');
      value(member.getValue());
    }
    text.append(sorted.isEmpty() ? "{}" : "}");
  }

  private void list(List<?> list) {
    char separator = '[';
    for (Object element : list) {
      text.append(separator);
      separator = ',';
      value(element);
    }
    text.append(list.isEmpty() ? "[]" : "]");
  }

  private void number(long number) {
    if (number > EXACT || number < -EXACT) {
      throw new IllegalArgumentException("not exact in JSON: " + number);
    }
    text.append(number);
  }

  private void string(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (Character.isSurrogate(c) && !paired(string, i)) {
        throw new IllegalArgumentException("text with half a character has no canonical form");
      }
      character(c);
    }
    text.append('"');
  }

  private static boolean paired(String string, int at) {
    return Character.isHighSurrogate(string.charAt(at))
        ? at + 1 < string.length() && Character.isLowSurrogate(string.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(string.charAt(at - 1));
  }

  private void character(char c) {
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\b' -> text.append("\\b");
      case '\t' -> text.append("\\t");
      case '\n' -> text.append("\\n");
      case '\f' -> text.append("\\f");
      case '\r' -> text.append("\\r");
      default -> {
        if (c < ' ') {
          text.append("\\u%04x".formatted((int) c));
        } else {
          text.append(c);
        }
      }
    }
  }
}
