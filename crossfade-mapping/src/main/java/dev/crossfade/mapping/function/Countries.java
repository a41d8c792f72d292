package dev.crossfade.mapping.function;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import org.jspecify.annotations.Nullable;

/** Names of countries, from the tables of the Java platform plus spellings people use. */
final class Countries {

  private static final Map<String, String> COMMON =
      Map.ofEntries(
          Map.entry("uk", "GB"),
          Map.entry("great britain", "GB"),
          Map.entry("britain", "GB"),
          Map.entry("england", "GB"),
          Map.entry("scotland", "GB"),
          Map.entry("wales", "GB"),
          Map.entry("northern ireland", "GB"),
          Map.entry("us of a", "US"),
          Map.entry("america", "US"),
          Map.entry("united states of america", "US"),
          Map.entry("the united states", "US"),
          Map.entry("deutschland", "DE"),
          Map.entry("allemagne", "DE"),
          Map.entry("espana", "ES"),
          Map.entry("españa", "ES"),
          Map.entry("italia", "IT"),
          Map.entry("osterreich", "AT"),
          Map.entry("österreich", "AT"),
          Map.entry("schweiz", "CH"),
          Map.entry("suisse", "CH"),
          Map.entry("holland", "NL"),
          Map.entry("the netherlands", "NL"),
          Map.entry("nederland", "NL"),
          Map.entry("brasil", "BR"),
          Map.entry("mexico", "MX"),
          Map.entry("méxico", "MX"),
          Map.entry("polska", "PL"),
          Map.entry("sverige", "SE"),
          Map.entry("norge", "NO"),
          Map.entry("danmark", "DK"),
          Map.entry("suomi", "FI"),
          Map.entry("belgie", "BE"),
          Map.entry("belgique", "BE"),
          Map.entry("czech republic", "CZ"),
          Map.entry("turkey", "TR"),
          Map.entry("south korea", "KR"),
          Map.entry("korea", "KR"),
          Map.entry("republic of korea", "KR"),
          Map.entry("north korea", "KP"),
          Map.entry("russian federation", "RU"),
          Map.entry("viet nam", "VN"),
          Map.entry("uae", "AE"),
          Map.entry("ivory coast", "CI"),
          Map.entry("hong kong", "HK"),
          Map.entry("macau", "MO"),
          Map.entry("burma", "MM"),
          Map.entry("prc", "CN"),
          Map.entry("people's republic of china", "CN"));

  private static final Map<String, String> CODES = codes();

  private Countries() {}

  static @Nullable String code(String text) {
    String code = CODES.get(normal(text));
    return code != null ? code : CODES.get(normal(text.replace(".", "")));
  }

  static @Nullable String name(String code) {
    String known = CODES.get(normal(code));
    return known == null || code.strip().length() != 2
        ? null
        : locale(known).getDisplayCountry(Locale.ENGLISH);
  }

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = locale(code);
      codes.put(normal(country.getDisplayCountry(Locale.ENGLISH)), code);
      codes.put(normal(alpha3(country)), code);
    }
    codes.putAll(COMMON);
    for (String code : Locale.getISOCountries()) {
      codes.put(normal(code), code);
    }
    codes.remove("");
    return codes;
  }

  private static Locale locale(String code) {
    return new Locale.Builder().setRegion(code).build();
  }

  private static String alpha3(Locale country) {
    try {
      return country.getISO3Country();
    } catch (MissingResourceException e) {
      return "";
    }
  }

  private static String normal(String text) {
    return Texts.folded(text).toLowerCase(Locale.ROOT);
  }
}
