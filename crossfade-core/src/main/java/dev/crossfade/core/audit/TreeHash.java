package dev.crossfade.core.audit;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A hash of a Merkle tree: SHA-256 of a leaf or of two subtrees. Immutable. */
public final class TreeHash {

  /** Bytes of a hash. */
  public static final int BYTES = 32;

  private final byte[] bytes;

  private TreeHash(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /** Copies the bytes. */
  public static TreeHash of(byte[] bytes) {
    return new TreeHash(bytes.clone());
  }

  /** The array is the hash's own from now on. */
  static TreeHash owning(byte[] bytes) {
    return new TreeHash(bytes);
  }

  /**
   * The inverse of {@link #base64()}.
   *
   * @throws IllegalArgumentException when it is no such text
   */
  public static TreeHash decode(String base64) {
    return new TreeHash(Base64.getDecoder().decode(base64));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes themselves; not to be modified. */
  byte[] shared() {
    return bytes;
  }

  /** The form in checkpoints and bundles. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The form for people. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeHash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
