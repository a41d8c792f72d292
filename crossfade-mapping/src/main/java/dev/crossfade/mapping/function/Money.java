package dev.crossfade.mapping.function;

import dev.crossfade.mapping.value.DecimalValue;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sums of money and currencies. */
final class Money {

  private static final Set<String> CURRENCIES = currencies();

  private Money() {}

  static DecimalValue amount(String text) {
    if (PlainAmounts.plain(text)) {
      return understood(DecimalValue.parse(text));
    }
    BigDecimal number = Grouping.number(bare(text));
    return understood(number == null ? null : DecimalValue.of(number));
  }

  private static DecimalValue understood(@Nullable DecimalValue value) {
    if (value == null) {
      throw Failures.notUnderstood("amount", "an unambiguous sum of money");
    }
    return value;
  }

  /** Without currency sign or code, spaces and apostrophes. */
  private static String bare(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && !numeric(text.charAt(from))) {
      from++;
    }
    while (to > from && !numeric(text.charAt(to - 1))) {
      to--;
    }
    boolean whole =
        ignorable(text, 0, from)
            && numeric(text, from, to)
            && (ignorable(text, to, text.length()) || code(text, to));
    return whole ? text.substring(from, to) : picked(text);
  }

  private static boolean numeric(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!numeric(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Digits, signs and separators. */
  private static boolean numeric(char c) {
    return c >= '+' && c <= '9';
  }

  private static boolean ignorable(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != ' ' && !ignorable(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a space and the code of a currency is all that follows. */
  private static boolean code(String text, int from) {
    return from < text.length()
        && text.charAt(from) == ' '
        && CURRENCIES.contains(text.substring(from + 1));
  }

  /** The same of any text, character by character. */
  private static String picked(String text) {
    char[] bare = new char[text.length()];
    char[] letters = new char[text.length()];
    int kept = 0;
    int code = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (numeric(c)) {
        bare[kept++] = c;
      } else if (Character.isLetter(c)) {
        letters[code++] = c;
      } else if (c != ' ' && !ignorable(c)) {
        bare[kept++] = c == '\u2212' ? '-' : c;
      }
    }
    boolean understood = code == 0 || currency(new String(letters, 0, code)) != null;
    return understood ? new String(bare, 0, kept) : "";
  }

  private static boolean ignorable(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.CURRENCY_SYMBOL
        || c == '\''
        || c == '\u2019';
  }

  static @Nullable String currency(String text) {
    String code = text.strip().toUpperCase(Locale.ROOT);
    return CURRENCIES.contains(code) ? code : null;
  }

  static @Nullable Long minorUnits(String text) {
    String code = currency(text);
    return code == null
        ? null
        : (long) Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
  }

  static DecimalValue fromMinor(long units, String currency) {
    return DecimalValue.of(BigDecimal.valueOf(units, digits(currency)));
  }

  static long minor(DecimalValue sum, String currency) {
    return Numbers.exact(sum.number().movePointRight(digits(currency)));
  }

  private static int digits(String currency) {
    Long digits = minorUnits(currency);
    if (digits == null) {
      throw Failures.notUnderstood("fromMinor", "an ISO 4217 currency");
    }
    return digits.intValue();
  }

  private static Set<String> currencies() {
    return Currency.getAvailableCurrencies().stream()
        .map(Currency::getCurrencyCode)
        .collect(Collectors.toUnmodifiableSet());
  }
}
