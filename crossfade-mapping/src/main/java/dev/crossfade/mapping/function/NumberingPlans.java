package dev.crossfade.mapping.function;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The library's numbering plans by region and by calling code, made when needed. Thread-safe. */
final class NumberingPlans {

  private static final int CODES = 1000;

  private final PhoneNumberUtil numbers;
  private final ConcurrentHashMap<String, Optional<NumberingPlan>> plans =
      new ConcurrentHashMap<>();
  private final AtomicReferenceArray<@Nullable Code> codes = new AtomicReferenceArray<>(CODES);

  /**
   * A calling code.
   *
   * @param used whether there are numbers with it
   * @param region its main region
   * @param plan numbers of that region, if they are understood
   * @param prefix what comes before them within the region, null without
   */
  record Code(boolean used, String region, @Nullable NumberingPlan plan, @Nullable String prefix) {}

  NumberingPlans(PhoneNumberUtil numbers) {
    this.numbers = numbers;
  }

  PhoneNumberUtil library() {
    return numbers;
  }

  /** A calling code of at most three digits. */
  Code code(int number) {
    Code known = codes.get(number);
    if (known == null) {
      known = find(number);
      codes.set(number, known);
    }
    return known;
  }

  private Code find(int number) {
    boolean used = numbers.getSupportedCallingCodes().contains(number);
    String region = numbers.getRegionCodeForCountryCode(number);
    boolean known = numbers.getSupportedRegions().contains(region);
    String prefix = known ? numbers.getNddPrefixForRegion(region, true) : null;
    return new Code(used, region, known ? of(region) : null, prefix);
  }

  /** The plan of a region; null when the library has to be asked. */
  @Nullable NumberingPlan of(String region) {
    return plans.computeIfAbsent(region, this::plan).orElse(null);
  }

  private Optional<NumberingPlan> plan(String region) {
    if (!numbers.getSupportedRegions().contains(region)) {
      return Optional.empty();
    }
    PhoneMetadata metadata =
        DefaultMetadataDependenciesProvider.getInstance()
            .getPhoneNumberMetadataSource()
            .getMetadataForRegion(region);
    return Optional.ofNullable(metadata).map(NumberingPlan::of);
  }
}
