package dev.crossfade.jdbc.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key in a PEM file. */
public final class PemKey {

  private static final Pattern PLAIN =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

  /** What the driver of PostgreSQL takes a key for that it is told nothing about. */
  private static final String USUAL = "RSA";

  private static final List<String> KINDS = List.of(USUAL, "EC", "EdDSA");

  private PemKey() {}

  /** Whether a text holds a key as drivers and clients take it: PKCS #8, not encrypted. */
  public static boolean usable(String text) {
    return PLAIN.matcher(text).find();
  }

  /** The algorithm of the key in a file, as Java names it; RSA where nobody can tell. */
  static String algorithm(String file) {
    try {
      Matcher matcher = PLAIN.matcher(Files.readString(Path.of(file)));
      return matcher.find() ? algorithm(Base64.getMimeDecoder().decode(matcher.group(1))) : USUAL;
    } catch (IOException | IllegalArgumentException e) {
      // the driver reads it once more, and says what is wrong with it
      return USUAL;
    }
  }

  private static String algorithm(byte[] key) {
    return KINDS.stream().filter(kind -> parses(key, kind)).findFirst().orElse(USUAL);
  }

  private static boolean parses(byte[] key, String kind) {
    try {
      KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(key));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
