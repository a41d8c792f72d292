package dev.crossfade.jdbc.target.sql;

import dev.crossfade.jdbc.sql.Identifiers;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Names that PostgreSQL keeps whole: at most 63 bytes. */
public final class Names {

  /** Longest name in bytes. */
  public static final int LIMIT = 63;

  private static final int KEPT_CHARACTERS = 12;

  private Names() {}

  /** The name as it is, or a shorter one made from it that is the same every time. */
  static String fitted(String name) {
    if (fits(name)) {
      return name;
    }
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    int kept = name.offsetByCodePoints(0, KEPT_CHARACTERS);
    return name.substring(0, kept) + "_" + Long.toHexString(sum.getValue()) + "_" + bytes.length;
  }

  /** Whether PostgreSQL would keep the name whole. */
  public static boolean fits(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length <= LIMIT;
  }

  static String quoted(String name) {
    return Identifiers.POSTGRES.quote(name);
  }
}
