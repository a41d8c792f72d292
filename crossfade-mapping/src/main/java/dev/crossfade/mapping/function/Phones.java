package dev.crossfade.mapping.function;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.crossfade.mapping.value.BoundedCache;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Telephone numbers by the numbering plans of the world; remembers what took long to find out. */
final class Phones {

  private static final int REMEMBERED = 50_000;

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final NumberingPlans plans = new NumberingPlans(numbers);
  private final ConcurrentHashMap<String, Country> countries = new ConcurrentHashMap<>();

  /** How numbers are read in one country. */
  private record Country(PlainPhones plain, BoundedCache others) {}

  @Nullable String e164(String text, String country) {
    Country found = countries.get(country);
    if (found == null) {
      String region = country.strip().toUpperCase(Locale.ROOT);
      String known = numbers.getSupportedRegions().contains(region) ? region : "ZZ";
      found = countries.computeIfAbsent(known, this::country);
    }
    String plain = found.plain.e164(text);
    return plain != null ? plain : found.others.get(text);
  }

  private Country country(String region) {
    return new Country(
        new PlainPhones(plans, region), new BoundedCache(REMEMBERED, text -> parsed(text, region)));
  }

  private @Nullable String parsed(String text, String region) {
    try {
      PhoneNumber number = numbers.parse(text, region);
      return numbers.isValidNumber(number) ? numbers.format(number, PhoneNumberFormat.E164) : null;
    } catch (NumberParseException e) {
      return null;
    }
  }
}
