package dev.crossfade.server.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Draws what nobody can guess, and what is kept instead of it. */
final class Secrets {

  /** What tokens begin with, so that scanners of repositories know them. */
  static final String TOKEN = "cfp_";

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  static String draw() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A hash without salt is enough for what has 256 random bits. */
  static String digest(String secret) {
    return HexFormat.of().formatHex(sha256(secret));
  }

  /** SHA-256 of a text. */
  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
