package dev.crossfade.mapping.function;

import org.jspecify.annotations.Nullable;

/**
 * A number whose groups of digits are separated by points or commas, as people write it. One comma,
 * or one point, in front of three digits may separate thousands or a fraction: such a number is not
 * understood. One use.
 */
final class Grouping {

  private static final int MOST_DIGITS = 40;
  private static final int MOST_FRACTION = 6;
  private static final int MOST_GROUPS = 12;
  private static final int GROUP = 3;

  private final String text;
  private final int start;
  private int at;

  /** Digits before the first separator. */
  private int first;

  /** How many groups follow the first separator and others like it; the length of the last. */
  private int groups;

  private int last;
  private boolean ofThree = true;
  private char separator;

  /** Digits behind the other separator, if there is one. */
  private int fraction;

  private Grouping(String text) {
    this.text = text;
    start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    at = start;
  }

  /** The number with a decimal point or without, or null when it is none or may be two. */
  static @Nullable String plain(String text) {
    Grouping grouping = new Grouping(text);
    return grouping.read() ? grouping.understood() : null;
  }

  private boolean read() {
    first = digits();
    if (first == 0 || at == text.length()) {
      return first > 0;
    }
    separator = text.charAt(at);
    if (separator != '.' && separator != ',') {
      return false;
    }
    while (at < text.length() && text.charAt(at) == separator) {
      at++;
      last = digits();
      if (last == 0) {
        return false;
      }
      groups++;
      ofThree &= last == GROUP;
    }
    if (at < text.length() && text.charAt(at) == other()) {
      at++;
      fraction = digits();
      return fraction > 0 && at == text.length();
    }
    return at == text.length();
  }

  private int digits() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  private char other() {
    return separator == '.' ? ',' : '.';
  }

  private @Nullable String understood() {
    if (first > MOST_DIGITS) {
      return null;
    }
    if (groups == 0) {
      return text;
    }
    if (groups == 1 && fraction == 0) {
      return separator == '.' ? point() : comma();
    }
    boolean thousands =
        ofThree && first <= GROUP && groups <= MOST_GROUPS && fraction <= MOST_FRACTION;
    return thousands ? joined() : null;
  }

  private @Nullable String point() {
    boolean thousands = last == GROUP && first <= GROUP && text.charAt(start) != '0';
    return thousands || last > MOST_DIGITS ? null : text;
  }

  private @Nullable String comma() {
    boolean thousands = last == GROUP && first <= GROUP;
    return thousands || last > MOST_FRACTION ? null : text.replace(',', '.');
  }

  private String joined() {
    String digits = text.replace(String.valueOf(separator), "");
    return separator == '.' ? digits.replace(',', '.') : digits;
  }
}
