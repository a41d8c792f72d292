package dev.crossfade.core.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes leaves and pairs of subtrees as RFC 6962 says, section 2.1. One thread. */
public final class TreeHasher {

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha = sha256();

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The root of a tree without leaves. */
  public TreeHash empty() {
    return TreeHash.owning(sha.digest());
  }

  /** The hash of a leaf. */
  public TreeHash leaf(byte[] content) {
    return leaf(content, 0, content.length);
  }

  /** The hash of a leaf that is text, in UTF-8. */
  public TreeHash leaf(String content) {
    return leaf(content.getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of a leaf that stands in a larger array. */
  public TreeHash leaf(byte[] bytes, int from, int length) {
    sha.update(LEAF);
    sha.update(bytes, from, length);
    return TreeHash.owning(sha.digest());
  }

  /** The hash of two subtrees. */
  public TreeHash node(TreeHash left, TreeHash right) {
    sha.update(NODE);
    sha.update(left.shared());
    sha.update(right.shared());
    return TreeHash.owning(sha.digest());
  }
}
