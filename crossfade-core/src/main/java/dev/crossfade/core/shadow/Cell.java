package dev.crossfade.core.shadow;

import dev.crossfade.core.spec.Tolerance;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as databases spell them, which two systems do not do alike. */
final class Cell {

  /** Without leading zeros: {@code 007} is a text. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,200})([.][0-9]{1,200})?([eE][+-]?[0-9]{1,3})?");

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d(?::\\d\\d)?)([.]\\d+)?(Z|[+-]00(?::?00)?)?");

  private static final Pattern ZEROS = Pattern.compile("[.]?0+$");

  private static final Map<String, String> TRUTH =
      Map.of("t", "1", "true", "1", "f", "0", "false", "0");

  private Cell() {}

  /** Numbers without what they do not need, times in one spelling; other text as it is. */
  static String normal(String text) {
    BigDecimal number = number(text);
    if (number != null) {
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return text;
    }
    String seconds = time.group(2).length() == 5 ? time.group(2) + ":00" : time.group(2);
    String fraction = time.group(3) == null ? "" : ZEROS.matcher(time.group(3)).replaceAll("");
    return time.group(1) + ' ' + seconds + fraction;
  }

  static @Nullable BigDecimal number(@Nullable String text) {
    return text != null && NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  /** Whether both say the same, numbers as near as the tolerance wants it. */
  static boolean same(@Nullable String expected, @Nullable String actual, Tolerance tolerance) {
    if (expected == null || actual == null) {
      return expected == null && actual == null;
    }
    BigDecimal one = number(expected);
    BigDecimal other = number(actual);
    if (one != null && other != null) {
      return one.subtract(other).abs().compareTo(tolerance.limit(one, BigDecimal.ZERO)) <= 0;
    }
    return normal(expected).equals(normal(actual))
        || truth(expected, actual)
        || truth(actual, expected);
  }

  private static boolean truth(String word, String figure) {
    return figure.equals(TRUTH.get(word));
  }

  /** How both differ, without saying in what. */
  static String difference(@Nullable String expected, @Nullable String actual) {
    if (expected == null) {
      return "not null";
    }
    return actual == null ? "null" : "value";
  }
}
