package dev.crossfade.mapping.function;

import java.math.BigDecimal;
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

  /** With so many characters all digits fit a long. */
  private static final int MOST_CHARACTERS = 18;

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

  /** All digits as one number, for which a long text has too many. */
  private long number;

  private Grouping(String text) {
    this.text = text;
    start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    at = start;
  }

  /** The number with a decimal point or without, or null when it is none or may be two. */
  static @Nullable String plain(String text) {
    Grouping grouping = new Grouping(text);
    return grouping.read() && grouping.understood() ? grouping.plain() : null;
  }

  /** The same as a number. */
  static @Nullable BigDecimal number(String text) {
    Grouping grouping = new Grouping(text);
    return grouping.read() && grouping.understood() ? grouping.number() : null;
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
      number = number * 10 + text.charAt(at) - '0';
      at++;
    }
    return at - from;
  }

  private char other() {
    return separator == '.' ? ',' : '.';
  }

  private boolean understood() {
    if (first > MOST_DIGITS) {
      return false;
    }
    if (groups == 0) {
      return true;
    }
    if (decimal()) {
      boolean thousands =
          last == GROUP && first <= GROUP && (separator == ',' || text.charAt(start) != '0');
      return !thousands && last <= (separator == ',' ? MOST_FRACTION : MOST_DIGITS);
    }
    return ofThree && first <= GROUP && groups <= MOST_GROUPS && fraction <= MOST_FRACTION;
  }

  /** Whether there is only one separator, which then is that of a fraction. */
  private boolean decimal() {
    return groups == 1 && fraction == 0;
  }

  private String plain() {
    if (groups == 0) {
      return text;
    }
    String digits = decimal() ? text : text.replace(String.valueOf(separator), "");
    return digits.replace(',', '.');
  }

  private BigDecimal number() {
    if (text.length() > MOST_CHARACTERS) {
      return new BigDecimal(plain());
    }
    long signed = text.charAt(0) == '-' ? -number : number;
    return BigDecimal.valueOf(signed, decimal() ? last : fraction);
  }
}
