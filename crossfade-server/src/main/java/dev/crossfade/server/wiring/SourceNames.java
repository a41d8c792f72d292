package dev.crossfade.server.wiring;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives sources names that a specification allows, each once. */
final class SourceNames {
  private static final int LONGEST = 28;

  private final Set<String> taken = new HashSet<>();

  /** A name made from a database's name. */
  String take(String database) {
    String plain = database.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    String name = plain.replaceAll("^[^a-z]+", "").replaceAll("_$", "");
    name = name.isEmpty() ? "source" : name.substring(0, Math.min(LONGEST, name.length()));
    String unique = name;
    for (int i = 2; !taken.add(unique); i++) {
      unique = name + "_" + i;
    }
    return unique;
  }
}
