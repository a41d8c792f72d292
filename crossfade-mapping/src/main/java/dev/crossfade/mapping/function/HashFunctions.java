package dev.crossfade.mapping.function;

import static dev.crossfade.mapping.value.ValueTypes.TEXT;
import static dev.crossfade.mapping.value.ValueTypes.UUID;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes and identifiers. */
final class HashFunctions {

  private HashFunctions() {}

  static FunctionGroup group() {
    return FunctionGroup.of(
        "Hashes and identifiers",
        LibraryFunction.named(
                "sha256",
                "SHA-256 of the UTF-8 text in small hexadecimal digits; a second text is put in front as salt.")
            .unary(TEXT, String.class, TEXT, HashFunctions::sha256)
            .texts(TEXT, (text, salt) -> sha256(salt + text), TEXT, TEXT)
            .example(
                "sha256('abc')",
                "'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'"),
        LibraryFunction.named("uuid", "A UUID from its text.")
            .unary(TEXT, String.class, UUID, HashFunctions::uuid)
            .loosely(Rendering::text)
            .example(
                "uuid('6BA7B810-9DAD-11D1-80B4-00C04FD430C8')",
                "6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
        LibraryFunction.named(
                "uuidFrom",
                "The UUID of version 5 (RFC 9562) that belongs to a name within a namespace UUID.")
            .texts(UUID, HashFunctions::version5, TEXT, TEXT)
            .literal(0, "a UUID", HashFunctions::uuidValid)
            .example(
                "uuidFrom('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')",
                "2ed6657d-e927-568b-95e1-2665a8aea6a2"));
  }

  private static String sha256(String text) {
    byte[] hash = digest("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash);
  }

  private static boolean uuidValid(String text) {
    return text.strip().length() == 36
        && text.strip().chars().allMatch(HashFunctions::uuidCharacter);
  }

  private static boolean uuidCharacter(int c) {
    return c == '-' || Character.digit(c, 16) >= 0;
  }

  private static java.util.UUID uuid(String text) {
    try {
      if (uuidValid(text)) {
        return java.util.UUID.fromString(text.strip());
      }
    } catch (IllegalArgumentException e) {
      throw Failures.notUnderstood("uuid", "a UUID");
    }
    throw Failures.notUnderstood("uuid", "a UUID");
  }

  private static java.util.UUID version5(String namespace, String name) {
    java.util.UUID space = uuid(namespace);
    MessageDigest sha1 = digest("SHA-1");
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(space.getMostSignificantBits())
            .putLong(space.getLeastSignificantBits())
            .array());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xf000L) | 0x5000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new java.util.UUID(high, low);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
