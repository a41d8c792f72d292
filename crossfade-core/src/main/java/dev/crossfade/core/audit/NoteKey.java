package dev.crossfade.core.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that checks signatures of notes: a name and an Ed25519 public key, in the text form of C2SP
 * signed-note, {@code name+hash+key}. Immutable.
 */
public final class NoteKey {

  static final byte ED25519 = 1;
  static final int KEY_BYTES = 32;
  static final int HASH_BYTES = 4;
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] encoded;
  private final PublicKey key;

  private NoteKey(String name, byte[] encoded) {
    if (name.isEmpty() || name.matches(".*[\\s+].*")) {
      throw new IllegalArgumentException("no name of a key: " + name);
    }
    this.name = name;
    this.encoded = encoded;
    try {
      byte[] x509 = Arrays.copyOf(X509, X509.length + KEY_BYTES);
      System.arraycopy(encoded, 1, x509, X509.length, KEY_BYTES);
      this.key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no Ed25519 key", e);
    }
  }

  /** The key of this name. */
  public static NoteKey of(String name, PublicKey key) {
    byte[] x509 = key.getEncoded();
    byte[] encoded = new byte[1 + KEY_BYTES];
    encoded[0] = ED25519;
    System.arraycopy(x509, x509.length - KEY_BYTES, encoded, 1, KEY_BYTES);
    return new NoteKey(name, encoded);
  }

  /**
   * The inverse of {@link #text()}.
   *
   * @throws IllegalArgumentException when it is no Ed25519 key in this form
   */
  public static NoteKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a key has the form name+hash+key");
    }
    byte[] encoded = Base64.getDecoder().decode(parts[2]);
    if (encoded.length != 1 + KEY_BYTES || encoded[0] != ED25519) {
      throw new IllegalArgumentException("not an Ed25519 key");
    }
    NoteKey key = new NoteKey(parts[0], encoded);
    if (!key.hash().equals(parts[1])) {
      throw new IllegalArgumentException("the key does not have the hash " + parts[1]);
    }
    return key;
  }

  public String name() {
    return name;
  }

  /** Eight hexadecimal digits that tell it from other keys of the same name. */
  public String hash() {
    return HexFormat.of().formatHex(hashBytes());
  }

  byte[] hashBytes() {
    MessageDigest sha = TreeHasher.sha256();
    sha.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    sha.update(encoded);
    return Arrays.copyOf(sha.digest(), HASH_BYTES);
  }

  /** The form to hand to those who check. */
  public String text() {
    return name + "+" + hash() + "+" + Base64.getEncoder().encodeToString(encoded);
  }

  boolean signed(String text, byte[] signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(text.getBytes(StandardCharsets.UTF_8));
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteKey that && text().equals(that.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return name + "+" + hash();
  }
}
