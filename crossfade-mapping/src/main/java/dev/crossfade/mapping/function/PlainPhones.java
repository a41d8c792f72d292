package dev.crossfade.mapping.function;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
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

  private final PhoneNumberUtil numbers;
  private final Set<Integer> callingCodes;
  private final String region;
  private final int callingCode;
  private final @Nullable String prefix;
  private final boolean doubleZero;

  PlainPhones(PhoneNumberUtil numbers, String region) {
    this.numbers = numbers;
    this.callingCodes = numbers.getSupportedCallingCodes();
    this.region = region;
    this.callingCode = FIXED_PREFIX.contains(region) ? numbers.getCountryCodeForRegion(region) : 0;
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
    String plain = new String(digits, 0, count);
    if (international) {
      return international(plain);
    }
    return doubleZero && plain.startsWith("00")
        ? international(plain.substring(2))
        : national(plain);
  }

  private @Nullable String international(String digits) {
    for (int length = 1; length <= 3 && length < digits.length(); length++) {
      int code = digits.charAt(0) == '0' ? 0 : Integer.parseInt(digits, 0, length, 10);
      if (callingCodes.contains(code)) {
        PhoneNumber number = number(code, digits, withoutTrunkZero(code, digits, length));
        return number != null && valid(number) ? "+" + code + number.getNationalNumber() : null;
      }
    }
    return null;
  }

  /** The zero of {@code +49 (0)30…}, where such a zero is never part of the number. */
  private int withoutTrunkZero(int code, String digits, int start) {
    String home = numbers.getRegionCodeForCountryCode(code);
    boolean trunk = start < digits.length() && digits.charAt(start) == '0';
    return trunk
            && FIXED_PREFIX.contains(home)
            && "0".equals(numbers.getNddPrefixForRegion(home, true))
        ? start + 1
        : start;
  }

  /** Asking the country's main region first is cheaper than finding the number's region. */
  private boolean valid(PhoneNumber number) {
    String home = numbers.getRegionCodeForCountryCode(number.getCountryCode());
    return numbers.isValidNumberForRegion(number, home) || numbers.isValidNumber(number);
  }

  private @Nullable String national(String digits) {
    if (callingCode == 0) {
      return null;
    }
    int start = prefix != null && digits.startsWith(prefix) ? prefix.length() : 0;
    PhoneNumber number = number(callingCode, digits, start);
    return number != null && numbers.isValidNumberForRegion(number, region)
        ? "+" + callingCode + digits.substring(start)
        : null;
  }

  /** A leading zero may be part of the number or not; that is for the library to tell. */
  private static @Nullable PhoneNumber number(int code, String digits, int start) {
    if (start >= digits.length() || digits.charAt(start) == '0') {
      return null;
    }
    return new PhoneNumber()
        .setCountryCode(code)
        .setNationalNumber(Long.parseLong(digits, start, digits.length(), 10));
  }
}
