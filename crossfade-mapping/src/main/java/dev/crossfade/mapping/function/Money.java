package dev.crossfade.mapping.function;

import dev.crossfade.mapping.value.DecimalValue;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sums of money and currencies. */
final class Money {

  private static final Set<String> CURRENCIES = currencies();
  private static final Pattern PLAIN = Pattern.compile("[+-]?[0-9]{1,40}([.][0-9]{1,40})?");
  private static final Pattern POINT_GROUPS =
      Pattern.compile("[+-]?[0-9]{1,3}([.][0-9]{3}){1,12}(,[0-9]{1,6})?");
  private static final Pattern COMMA_GROUPS =
      Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{3}){1,12}([.][0-9]{1,6})?");
  private static final Pattern COMMA_DECIMAL = Pattern.compile("[+-]?[0-9]{1,40},[0-9]{1,6}");
  private static final Pattern AMBIGUOUS = Pattern.compile("[+-]?[0-9]{1,3},[0-9]{3}");
  private static final Pattern AMBIGUOUS_POINT = Pattern.compile("[+-]?[1-9][0-9]{0,2}[.][0-9]{3}");

  private Money() {}

  static DecimalValue amount(String text) {
    String plain = PlainAmounts.plain(text) ? text : plain(bare(text));
    DecimalValue value = plain == null ? null : DecimalValue.parse(plain);
    if (value == null) {
      throw Failures.notUnderstood("amount", "an unambiguous sum of money");
    }
    return value;
  }

  private static @Nullable String plain(String bare) {
    if (AMBIGUOUS.matcher(bare).matches() || AMBIGUOUS_POINT.matcher(bare).matches()) {
      return null;
    }
    if (PLAIN.matcher(bare).matches()) {
      return bare;
    }
    if (COMMA_GROUPS.matcher(bare).matches()) {
      return bare.replace(",", "");
    }
    if (POINT_GROUPS.matcher(bare).matches()) {
      return bare.replace(".", "").replace(',', '.');
    }
    return COMMA_DECIMAL.matcher(bare).matches() ? bare.replace(',', '.') : null;
  }

  /** Without currency sign or code, spaces and apostrophes. */
  private static String bare(String text) {
    StringBuilder bare = new StringBuilder(text.length());
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
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
    Long digits = minorUnits(currency);
    if (digits == null) {
      throw Failures.notUnderstood("fromMinor", "an ISO 4217 currency");
    }
    return DecimalValue.of(BigDecimal.valueOf(units, digits.intValue()));
  }

  private static Set<String> currencies() {
    Set<String> codes = new TreeSet<>();
    Currency.getAvailableCurrencies().forEach(currency -> codes.add(currency.getCurrencyCode()));
    return codes;
  }
}
