package dev.crossfade.mapping.function;

/**
 * A shortcut for sums of money written plainly: digits, perhaps with a sign and one decimal point.
 * What it does not recognise may be a sum all the same.
 */
final class PlainAmounts {

  private static final int MOST_DIGITS = 40;

  /** As many digits behind a point may be a group of thousands. */
  private static final int GROUP = 3;

  private PlainAmounts() {}

  /** Whether a text can only be a number as it stands. */
  static boolean plain(String text) {
    int start = signed(text) ? 1 : 0;
    int end = digits(text, start);
    if (end == start || end - start > MOST_DIGITS) {
      return false;
    }
    if (end == text.length()) {
      return true;
    }
    int fraction = text.length() - end - 1;
    return text.charAt(end) == '.'
        && fraction > 0
        && fraction != GROUP
        && fraction <= MOST_DIGITS
        && digits(text, end + 1) == text.length();
  }

  private static boolean signed(String text) {
    return !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
  }

  /** Where the digits that begin here end. */
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
