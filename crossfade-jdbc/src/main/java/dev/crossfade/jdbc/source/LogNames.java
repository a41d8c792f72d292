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
    String name = "cf_" + settings.migration().replace("-", "__") + "_" + settings.source();
    if (name.length() <= LONGEST) {
      return name;
    }
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    return name.substring(0, KEPT) + "_" + "%08x".formatted(checksum.getValue());
  }
}
