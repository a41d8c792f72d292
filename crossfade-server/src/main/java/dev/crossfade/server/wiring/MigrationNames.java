package dev.crossfade.server.wiring;

import java.nio.file.Path;
import java.util.Locale;

/** Makes a name of a migration from the name of its folder. */
final class MigrationNames {
  private static final int LONGEST = 30;

  private MigrationNames() {}

  static String of(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    String plain =
        last == null ? "" : last.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String name = plain.replaceAll("^[^a-z]+", "").replaceAll("-$", "");
    return name.isEmpty() ? "migration" : name.substring(0, Math.min(LONGEST, name.length()));
  }
}
