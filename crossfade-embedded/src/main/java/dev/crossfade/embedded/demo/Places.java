package dev.crossfade.embedded.demo;

import org.jspecify.annotations.Nullable;

/** Countries, regions and channels as people typed them over the years. */
final class Places {

  /** The spelling that no taxonomy knows: rows with it must be refused. */
  static final String UNKNOWN_REGION = "Atlantis";

  private static final String[][] COUNTRY = {
    {"Germany", "DE", "Deutschland", "germany ", "DEU"},
    {"United States", "US", "USA", "U.S.A.", "united states"},
    {"United Kingdom", "GB", "UK", "Great Britain"},
    {"France", "FR", "FRANCE", "FRA"},
    {"Netherlands", "NL", "The Netherlands", "Holland"},
    {"Spain", "ES", "España"},
    {"Japan", "JP", "japan"},
    {"Australia", "AU", "AUS"},
    {"India", "IN", "india"},
    {"Singapore", "SG"},
    {"Brazil", "BR", "Brasil"},
    {"Mexico", "MX", "México"},
  };
  private static final int[] SHARE = {30, 52, 64, 73, 78, 83, 88, 91, 94, 96, 98, 100};
  private static final String[][] CRM_REGION = {
    {"EMEA", "emea", "Europe", "Europe, Middle East & Africa", "EMEA ", "DACH"},
    {"North America", "NORAM", "US/Canada", "north  america"},
    {"APAC", "Asia Pacific", "apac", "Asia-Pac"},
    {"LATAM", "Latin America", "South America"},
  };
  private static final String[][] ADS_REGION = {
    {"EU", "Europe/ME/Africa", "DACH", "emea"},
    {"N. America", "NA", "USA+CA"},
    {"Asia/Pacific", "APJ", "ANZ"},
    {"LatAm", "S. America"},
  };
  private static final int[] REGION_OF = {0, 1, 0, 0, 0, 0, 2, 2, 2, 2, 3, 3};
  private static final String[] CHANNEL = {
    "Email", "e-mail", "newsletter", "Paid Search", "google ads", "SEM", "social", "LinkedIn",
    "Display", "banner", "Affiliate", "Video", "Organic", "word of mouth", "Event", "trade show"
  };

  private Places() {}

  /** Number of a country, the big markets first. */
  static int country(Dice dice) {
    int roll = dice.below(100);
    int country = 0;
    while (SHARE[country] <= roll) {
      country++;
    }
    return country;
  }

  static @Nullable String countryText(Dice dice, int country) {
    return switch (dice.below(40)) {
      case 0 -> null;
      case 1 -> "";
      default -> dice.pick(COUNTRY[country]);
    };
  }

  static @Nullable String crmRegion(Dice dice, int country) {
    return region(dice, CRM_REGION[REGION_OF[country]]);
  }

  static @Nullable String adsRegion(Dice dice, int country) {
    return region(dice, ADS_REGION[REGION_OF[country]]);
  }

  static @Nullable String channel(Dice dice) {
    return dice.chance(1, 30) ? null : dice.pick(CHANNEL);
  }

  private static @Nullable String region(Dice dice, String[] spellings) {
    return switch (dice.below(50)) {
      case 0 -> null;
      case 1 -> "";
      default -> dice.pick(spellings);
    };
  }
}
