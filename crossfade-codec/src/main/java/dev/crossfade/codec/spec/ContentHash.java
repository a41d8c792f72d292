package dev.crossfade.codec.spec;

import dev.crossfade.core.spec.MigrationSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of a specification's content: the canonical files, without comments. */
final class ContentHash {

  private ContentHash() {}

  static String of(MigrationSpec spec) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      SpecificationWriter.files(spec)
          .forEach(
              (name, text) -> {
                digest.update((name + "\0").getBytes(StandardCharsets.UTF_8));
                text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
              });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
