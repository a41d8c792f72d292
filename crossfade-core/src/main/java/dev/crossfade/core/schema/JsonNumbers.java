package dev.crossfade.core.schema;

import java.util.function.UnaryOperator;

/** Finds the numbers in a JSON text. */
public final class JsonNumbers {

  private JsonNumbers() {}

  /** The text with each number replaced; everything else, strings above all, stays as it is. */
  public static String replace(String json, UnaryOperator<String> number) {
    StringBuilder out = new StringBuilder(json.length());
    int at = 0;
    while (at < json.length()) {
      char c = json.charAt(at);
      int end = c == '"' ? afterString(json, at) : numeric(c) ? afterNumber(json, at) : at + 1;
      String part = json.substring(at, end);
      out.append(part.length() == 1 || c == '"' ? part : number.apply(part));
      at = end;
    }
    return out.toString();
  }

  private static int afterString(String json, int quote) {
    int at = quote + 1;
    while (at < json.length() && json.charAt(at) != '"') {
      at += json.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, json.length());
  }

  private static int afterNumber(String json, int from) {
    int at = from;
    while (at < json.length() && inNumber(json.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean numeric(char c) {
    return c == '-' || (c >= '0' && c <= '9');
  }

  private static boolean inNumber(char c) {
    return numeric(c) || c == '.' || c == 'e' || c == 'E' || c == '+';
  }
}
