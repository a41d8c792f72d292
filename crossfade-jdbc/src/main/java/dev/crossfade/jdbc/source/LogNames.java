package dev.crossfade.jdbc.source;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Names of what we create in a source. */
public final class LogNames {

  private static final int LONGEST = 63;
  private static final int KEPT = 54;

  private LogNames() {}

  /**
   * Name of slot and publication: {@code cf_<migration>_<source>}. A hyphen becomes two
   * underscores, which keeps different migrations apart; a name too long for the database ends in
   * its checksum.
   */
  public static String slot(SourceSettings settings) {
    return fitted(name(settings));
  }

  /** Name of the publication of tables that are only appended to. */
  public static String append(SourceSettings settings) {
    return fitted(name(settings) + "_append");
  }

  private static String name(SourceSettings settings) {
    return "cf_" + settings.migration().replace("-", "__") + "_" + settings.source();
  }

  private static String fitted(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    return name.substring(0, KEPT) + "_" + "%08x".formatted(checksum.getValue());
  }
}
