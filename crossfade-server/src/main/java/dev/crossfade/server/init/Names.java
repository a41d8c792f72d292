package dev.crossfade.server.init;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;

/** Gives out names that a target takes: distinct, at most 63 bytes, none of ours. */
final class Names {

  private static final int LONGEST = 63;
  private static final int KEPT = 54;
  private static final String OURS = "_cf_";

  private final Set<String> taken = new HashSet<>();

  /** The wanted name if possible, else one made from it, the same every time. */
  String take(String wanted) {
    String name = wanted.startsWith(OURS) ? "x" + wanted : wanted;
    if (bytes(name) > LONGEST) {
      name = shortened(name);
    }
    for (int i = 2; !taken.add(name); i++) {
      name = shortened(wanted) + "_" + i;
    }
    return name;
  }

  /** As many whole characters as fit, and a checksum of all. */
  private static String shortened(String name) {
    StringBuilder kept = new StringBuilder();
    int size = 0;
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      String character = Character.toString(name.codePointAt(i));
      size += bytes(character);
      if (size > KEPT - 4) {
        break;
      }
      kept.append(character);
    }
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    return kept + "_" + "%08x".formatted(checksum.getValue());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
