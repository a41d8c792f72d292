package dev.crossfade.mapping.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A shortcut for decimals of so few digits that a long holds them, written in ASCII and without an
 * exponent. What it does not recognise may be a decimal all the same.
 */
final class ShortDecimals {

  private static final int MOST_DIGITS = 18;

  private ShortDecimals() {}

  /** What {@link BigDecimal} makes of the text, or null when it has to look at it. */
  static @Nullable BigDecimal parse(String text) {
    int length = text.length();
    int start = signed(text) ? 1 : 0;
    if (length - start > MOST_DIGITS + 1) {
      return null;
    }
    long number = 0;
    int point = -1;
    for (int i = start; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        number = number * 10 + c - '0';
      } else if (c == '.' && point < 0) {
        point = i;
      } else {
        return null;
      }
    }
    int digits = length - start - (point < 0 ? 0 : 1);
    int scale = point < 0 ? 0 : length - point - 1;
    return digits == 0 || digits > MOST_DIGITS
        ? null
        : BigDecimal.valueOf(text.charAt(0) == '-' ? -number : number, scale);
  }

  private static boolean signed(String text) {
    return !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
  }
}
