package dev.crossfade.server.drift;

import java.util.regex.Pattern;

/** Names of source columns in expressions. Text in quotes is left alone, but for {@code col()}. */
final class Expressions {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Expressions() {}

  /** Whether an expression names a column. */
  static boolean mentions(String expression, String column) {
    return !renamed(expression, column, column + "_").equals(expression);
  }

  /** How a column is named in an expression. */
  static String name(String column) {
    return IDENTIFIER.matcher(column).matches() ? column : "col('" + column + "')";
  }

  /** The expression with another name for a column. */
  static String renamed(String expression, String column, String now) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < expression.length()) {
      int end = end(expression, at);
      String token = expression.substring(at, end);
      boolean field = at > 0 && expression.charAt(at - 1) == '.';
      boolean called = end < expression.length() && expression.charAt(end) == '(';
      boolean quoted = token.equals("'" + column + "'") && text.toString().endsWith("col(");
      if (quoted) {
        text.append('\'').append(now).append('\'');
      } else {
        text.append(token.equals(column) && !field && !called ? name(now) : token);
      }
      at = end;
    }
    return text.toString();
  }

  /** End of the word, of the text in quotes, or of the sign that begins here. */
  private static int end(String text, int from) {
    char first = text.charAt(from);
    int at = from + 1;
    if (first == '\'') {
      while (at < text.length() && text.charAt(at) != first) {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      return Math.min(at + 1, text.length());
    }
    if (Character.isLetter(first) || first == '_') {
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
    }
    return at;
  }
}
