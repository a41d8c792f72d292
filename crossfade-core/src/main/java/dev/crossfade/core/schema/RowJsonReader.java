package dev.crossfade.core.schema;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the one form of JSON that {@link RowJson} writes. Not reusable. */
final class RowJsonReader {

  private final String text;
  private int at;

  RowJsonReader(String text) {
    this.text = text;
  }

  /** Hands out each member: its name, and a String, {@link Unreadable} or null. */
  void read(BiConsumer<String, @Nullable Object> members) {
    expect("{");
    while (text.charAt(at) != '}') {
      String name = string();
      expect(":");
      members.accept(name, value());
      if (text.charAt(at) == ',') {
        at++;
      }
    }
    if (at + 1 != text.length()) {
      throw new IllegalArgumentException("text after the end of a row");
    }
  }

  private @Nullable Object value() {
    char first = text.charAt(at);
    if (first == '"') {
      return string();
    }
    if (first == 'n') {
      expect("null");
      return null;
    }
    expect("{\"unreadable\":");
    Unreadable value = new Unreadable(string());
    expect("}");
    return value;
  }

  private String string() {
    expect("\"");
    int begin = at;
    while (text.charAt(at) != '"' && text.charAt(at) != '\\') {
      at++;
    }
    if (text.charAt(at) == '"') {
      return text.substring(begin, at++);
    }
    StringBuilder value = new StringBuilder().append(text, begin, at);
    for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
      value.append(c == '\\' ? escaped() : c);
    }
    return value.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    if (c != 'u') {
      return c;
    }
    at += 4;
    return (char) Integer.parseInt(text, at - 4, at, 16);
  }

  private void expect(String token) {
    if (!text.startsWith(token, at)) {
      throw new IllegalArgumentException("not the text of a row");
    }
    at += token.length();
  }
}
