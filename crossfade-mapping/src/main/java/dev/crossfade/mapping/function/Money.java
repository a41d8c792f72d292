package dev.crossfade.mapping.function;

import dev.crossfade.mapping.value.DecimalValue;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sums of money and currencies. */
final class Money {

  private static final Set<String> CURRENCIES = currencies();

  private Money() {}

  static DecimalValue amount(String text) {
    String plain = PlainAmounts.plain(text) ? text : Grouping.plain(bare(text));
    DecimalValue value = plain == null ? null : DecimalValue.parse(plain);
    if (value == null) {
      throw Failures.notUnderstood("amount", "an unambiguous sum of money");
    }
    return value;
  }

  /** Without currency sign or code, spaces and apostrophes. */
  private static String bare(String text) {
    StringBuilder bare = new StringBuilder(text.length());
    StringBuilder letters = new StringBuilder(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '+' && c <= '9') {
        bare.append(c);
      } else if (Character.isLetter(c)) {
        letters.append(c);
      } else if (!ignorable(c)) {
        bare.append(c == '\u2212' ? '-' : c);
      }
    }
    boolean code = letters.length() == 0 || currency(letters.toString()) != null;
    return code ? bare.toString() : "";
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
    Set<String> codes = new TreeSet<>();
    Currency.getAvailableCurrencies().forEach(currency -> codes.add(currency.getCurrencyCode()));
    return codes;
  }
}
