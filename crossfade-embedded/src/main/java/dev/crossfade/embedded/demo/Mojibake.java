package dev.crossfade.embedded.demo;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Names of an older system: some were stored as UTF-8 bytes read as latin1. */
final class Mojibake {

  private static final String[] CITY = {
    "München", "Köln", "Málaga", "Besançon", "Århus", "Genève", "Berlin", "Oslo", "Leeds"
  };

  private static final Charset LATIN1 = Charset.forName("windows-1252");

  private Mojibake() {}

  static String name(Dice dice, String name) {
    String text = name + " " + dice.pick(CITY);
    return dice.chance(1, 3) ? broken(text) : text;
  }

  /** What a reader of latin1 sees in the UTF-8 bytes of {@code text}. */
  static String broken(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), LATIN1);
  }
}
