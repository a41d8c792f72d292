package dev.crossfade.embedded.demo.stack;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the old application does in its code, as its databases have many spellings of one thing. */
final class OldSpelling implements Spelling {

  private static final Pattern MAIL =
      Pattern.compile("[a-z0-9_%+-]+(\\.[a-z0-9_%+-]+)*@([a-z0-9-]+\\.)+[a-z]{2,}");
  private static final Map<String, String> REGION =
      spellings(
          List.of("EMEA", "europe", "europe, middle east & africa", "dach", "eu"),
          List.of("EMEA", "europe/me/africa"),
          List.of("AMER", "north america", "noram", "us/canada", "n. america", "na", "usa+ca"),
          List.of("APAC", "asia pacific", "asia-pac", "asia/pacific", "apj", "anz"),
          List.of("LATAM", "latin america", "south america", "s. america"));
  private static final Map<String, String> COUNTRY =
      spellings(
          List.of("DE", "germany", "deutschland", "deu"),
          List.of("US", "united states", "usa", "u.s.a."),
          List.of("GB", "united kingdom", "uk", "great britain"),
          List.of("FR", "france", "fra"),
          List.of("NL", "netherlands", "the netherlands", "holland"),
          List.of("ES", "spain", "españa"),
          List.of("JP", "japan"),
          List.of("AU", "australia", "aus"),
          List.of("IN", "india"),
          List.of("SG", "singapore"),
          List.of("BR", "brazil", "brasil"),
          List.of("MX", "mexico", "méxico"));
  private static final Map<String, String> CHANNEL =
      Map.of(
          "SEM", "search",
          "Paid Social", "social",
          "E-Mail", "email",
          "Display Ads", "display",
          "Affiliates", "affiliate",
          "Online Video", "video");

  /** The first of each list is what clients know. */
  @SafeVarargs
  private static Map<String, String> spellings(List<String>... groups) {
    Map<String, String> known = new HashMap<>();
    for (List<String> group : groups) {
      group.forEach(one -> known.put(one.toLowerCase(Locale.ROOT), group.get(0)));
    }
    return Map.copyOf(known);
  }

  @Override
  public @Nullable String region(@Nullable String stored) {
    if (stored == null || stored.isBlank()) {
      return null;
    }
    return REGION.getOrDefault(plain(stored), stored);
  }

  @Override
  public @Nullable String country(@Nullable String stored) {
    return stored == null ? null : COUNTRY.get(plain(stored));
  }

  private static String plain(String text) {
    return String.join(" ", text.strip().split("\\s+")).toLowerCase(Locale.ROOT);
  }

  @Override
  public @Nullable String email(@Nullable String stored) {
    if (stored == null) {
      return null;
    }
    String address = stored.strip().toLowerCase(Locale.ROOT);
    return MAIL.matcher(address).matches() ? address : null;
  }

  @Override
  public String channel(String stored) {
    return CHANNEL.getOrDefault(stored, "other");
  }

  @Override
  public String storedChannel(String shown) {
    return CHANNEL.entrySet().stream()
        .filter(entry -> entry.getValue().equals(shown))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(shown);
  }

  /** Undoes UTF-8 that was taken for Windows-1252; leaves everything else alone. */
  @Override
  public String name(String stored) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(Charset.forName("windows-1252").newEncoder().encode(CharBuffer.wrap(stored)))
          .toString();
    } catch (CharacterCodingException e) {
      return stored;
    }
  }
}
