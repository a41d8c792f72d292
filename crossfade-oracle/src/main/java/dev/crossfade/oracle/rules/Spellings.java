package dev.crossfade.oracle.rules;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Regions, countries, channels and types of campaigns, by their spellings. */
final class Spellings {

  /** What a spelling nobody knows becomes. */
  static final String UNKNOWN = "\0unknown";

  private static final Map<String, String> REGION =
      Map.ofEntries(
          all("EMEA", "emea|europe|europe, middle east & africa|dach|eu|europe/me/africa"),
          all("AMER", "amer|north america|noram|us/canada|n. america|na|usa+ca"),
          all("APAC", "apac|asia pacific|asia-pac|asia/pacific|apj|anz"),
          all("LATAM", "latam|latin america|south america|s. america"));
  private static final Map<String, String> COUNTRY =
      Map.ofEntries(
          all("DE", "de|deu|germany|deutschland"),
          all("US", "us|usa|u.s.a.|united states"),
          all("GB", "gb|uk|great britain|united kingdom"),
          all("FR", "fr|fra|france"),
          all("NL", "nl|netherlands|the netherlands|holland"),
          all("ES", "es|spain|españa"),
          all("JP", "jp|japan"),
          all("AU", "au|aus|australia"),
          all("IN", "in|india"),
          all("SG", "sg|singapore"),
          all("BR", "br|brazil|brasil"),
          all("MX", "mx|mexico|méxico"));
  private static final Map<String, String> CHANNEL =
      Map.of(
          "SEM", "search",
          "Paid Social", "social",
          "E-Mail", "email",
          "Display Ads", "display",
          "Affiliates", "affiliate",
          "Online Video", "video");
  private static final Map<String, String> TYPE =
      Map.ofEntries(
          all("awareness", "awareness|brand"),
          all("lead_generation", "lead_generation|lead gen|leadgen"),
          all("retargeting", "retargeting|re-targeting"),
          all("promotion", "promotion|promo"));

  private Spellings() {}

  /** NULL for nothing, {@link #UNKNOWN} for what the target refuses. */
  static @Nullable String region(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String found = find(REGION, text);
    return found == null ? UNKNOWN : found;
  }

  static @Nullable String country(@Nullable String text) {
    return text == null ? null : find(COUNTRY, text);
  }

  static String channel(String text) {
    return CHANNEL.getOrDefault(text, "other");
  }

  static @Nullable String campaignType(@Nullable String text) {
    return text == null ? null : find(TYPE, text);
  }

  private static @Nullable String find(Map<String, String> table, String text) {
    String plain = String.join(" ", text.strip().split("\\s+")).toLowerCase(Locale.ROOT);
    if (plain.contains("|")) {
      return null;
    }
    for (Map.Entry<String, String> entry : table.entrySet()) {
      if (("|" + entry.getValue() + "|").contains("|" + plain + "|")) {
        return entry.getKey();
      }
    }
    return null;
  }

  private static Map.Entry<String, String> all(String value, String spellings) {
    return Map.entry(value, spellings);
  }
}
