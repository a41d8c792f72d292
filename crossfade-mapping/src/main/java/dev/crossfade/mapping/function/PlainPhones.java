package dev.crossfade.mapping.function;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A shortcut for telephone numbers written plainly: digits and separators, perhaps a leading plus.
 * Recognising the form of arbitrary text is most of what the library spends on a number; here only
 * its numbering plans are asked whether the digits are a valid number as they stand. Whatever does
 * not fit at once is left to the library, so an answer is always the library's answer too.
 * Immutable.
 */
final class PlainPhones {

  private static final int LONGEST = 17;

  /** Regions whose national prefix is a fixed string: no carrier codes, no rewritten numbers. */
  private static final Set<String> FIXED_PREFIX =
      Set.of(
          "AT", "AU", "BE", "CA", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "IE", "IN",
          "IT", "JP", "NL", "NO", "NZ", "PL", "PT", "SE", "US", "ZA");

  /** Regions where 00 before a country code means the same as a plus. */
  private static final Set<String> DOUBLE_ZERO =
      Set.of(
          "AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FR", "GB", "GR", "IE", "IN", "IT", "NL", "NO",
          "NZ", "PL", "PT", "SE", "ZA");

  private final NumberingPlans plans;
  private final PhoneNumberUtil numbers;
  private final String region;
  private final int callingCode;
  private final @Nullable NumberingPlan plan;
  private final @Nullable String prefix;
  private final boolean doubleZero;

  PlainPhones(NumberingPlans plans, String region) {
    this.plans = plans;
    this.numbers = plans.library();
    this.region = region;
    this.callingCode = FIXED_PREFIX.contains(region) ? numbers.getCountryCodeForRegion(region) : 0;
    this.plan = plans.of(region);
    this.prefix = numbers.getNddPrefixForRegion(region, true);
    this.doubleZero = DOUBLE_ZERO.contains(region);
  }

  /** The number in E.164, or null when the library has to look at the text. */
  @Nullable String e164(String text) {
    char[] digits = new char[LONGEST];
    int count = 0;
    boolean international = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        if (count == LONGEST) {
          return null;
        }
        digits[count++] = c;
      } else if (c == '+' && i == 0) {
        international = true;
      } else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')' && c != '/') {
        return null;
      }
    }
    if (international) {
      return international(digits, 0, count);
    }
    return doubleZero && count > 1 && digits[0] == '0' && digits[1] == '0'
        ? international(digits, 2, count)
        : national(digits, count);
  }

  private @Nullable String international(char[] digits, int from, int to) {
    if (from == to || digits[from] == '0') {
      return null;
    }
    int number = 0;
    for (int i = from; i < Math.min(from + 3, to - 1); i++) {
      number = number * 10 + digits[i] - '0';
      NumberingPlans.Code code = plans.code(number);
      if (code.used()) {
        int start = withoutTrunkZero(code, digits, i + 1, to);
        return valid(number, code, digits, start, to) ? e164(number, digits, start, to) : null;
      }
    }
    return null;
  }

  private static String e164(int code, char[] digits, int from, int to) {
    byte[] text = new byte[LONGEST + 4];
    int start = text.length;
    for (int i = to - 1; i >= from; i--) {
      text[--start] = (byte) digits[i];
    }
    for (int rest = code; rest > 0; rest /= 10) {
      text[--start] = (byte) ('0' + rest % 10);
    }
    text[--start] = '+';
    return new String(text, start, text.length - start, StandardCharsets.ISO_8859_1);
  }

  /** The zero of {@code +49 (0)30…}, where such a zero is never part of the number. */
  private static int withoutTrunkZero(NumberingPlans.Code code, char[] digits, int at, int to) {
    boolean trunk = at < to && digits[at] == '0';
    return trunk && FIXED_PREFIX.contains(code.region()) && "0".equals(code.prefix()) ? at + 1 : at;
  }

  /** Asking the country's main region first is cheaper than finding the number's region. */
  private boolean valid(int number, NumberingPlans.Code code, char[] digits, int from, int to) {
    if (from >= to || digits[from] == '0') {
      return false;
    }
    NumberingPlan home = code.plan();
    return (home != null && home.has(digits, from, to))
        || numbers.isValidNumber(number(number, digits, from, to));
  }

  private @Nullable String national(char[] digits, int to) {
    if (callingCode == 0) {
      return null;
    }
    int from = prefix != null && startsWith(digits, to, prefix) ? prefix.length() : 0;
    return from < to && digits[from] != '0' && valid(digits, from, to)
        ? e164(callingCode, digits, from, to)
        : null;
  }

  private boolean valid(char[] digits, int from, int to) {
    return plan == null
        ? numbers.isValidNumberForRegion(number(callingCode, digits, from, to), region)
        : plan.has(digits, from, to);
  }

  private static boolean startsWith(char[] digits, int count, String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      if (i == count || digits[i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A number without leading zero: whether one is part of it is for the library to tell. */
  private static PhoneNumber number(int code, char[] digits, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + digits[i] - '0';
    }
    return new PhoneNumber().setCountryCode(code).setNationalNumber(value);
  }
}
