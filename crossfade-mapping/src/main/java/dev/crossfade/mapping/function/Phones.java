package dev.crossfade.mapping.function;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.crossfade.mapping.value.BoundedCache;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Telephone numbers by the numbering plans of the world; remembers results. */
final class Phones {

  private static final int REMEMBERED = 50_000;

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final ConcurrentHashMap<String, BoundedCache> byCountry = new ConcurrentHashMap<>();

  @Nullable String e164(String text, String country) {
    BoundedCache cache = byCountry.get(country);
    if (cache == null) {
      String region = country.strip().toUpperCase(Locale.ROOT);
      String known = numbers.getSupportedRegions().contains(region) ? region : "ZZ";
      cache = byCountry.computeIfAbsent(known, this::cache);
    }
    return cache.get(text);
  }

  private BoundedCache cache(String region) {
    PlainPhones plain = new PlainPhones(numbers, region);
    return new BoundedCache(
        REMEMBERED,
        text -> {
          String known = plain.e164(text);
          return known != null ? known : parsed(text, region);
        });
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
