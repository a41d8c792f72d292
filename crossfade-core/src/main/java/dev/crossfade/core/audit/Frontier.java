package dev.crossfade.core.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * What has to be remembered of a Merkle tree so that it can grow and tell its root: the roots of
 * its perfect subtrees, largest first. A leaf more costs about two hashes, however many there are.
 * One thread.
 */
public final class Frontier {

  private final TreeHasher hasher = new TreeHasher();
  private final List<TreeHash> parts;
  private long size;

  /** Hears of each perfect subtree when it is complete. */
  @FunctionalInterface
  public interface NodeSink {

    /** Hears of nothing. */
    NodeSink NONE = (level, index, hash) -> {};

    /**
     * A subtree of 2 to the power of {@code level} leaves.
     *
     * @param index its place among those of its level
     */
    void node(int level, long index, TreeHash hash);
  }

  /** A tree without leaves. */
  public Frontier() {
    this(0, List.of());
  }

  /**
   * A tree as {@link #size} and {@link #parts} described it.
   *
   * @throws IllegalArgumentException when they do not fit together
   */
  public Frontier(long size, List<TreeHash> parts) {
    if (size < 0 || Long.bitCount(size) != parts.size()) {
      throw new IllegalArgumentException(parts.size() + " subtrees cannot hold " + size);
    }
    this.size = size;
    this.parts = new ArrayList<>(parts);
  }

  /** Number of leaves. */
  public long size() {
    return size;
  }

  /** The roots of the perfect subtrees, largest first. */
  public List<TreeHash> parts() {
    return List.copyOf(parts);
  }

  /** Adds a leaf. */
  public void append(TreeHash leaf) {
    append(leaf, NodeSink.NONE);
  }

  /** Adds a leaf and tells of the subtrees that it completes. */
  public void append(TreeHash leaf, NodeSink sink) {
    parts.add(leaf);
    size++;
    int level = 0;
    for (long rest = size; (rest & 1) == 0; rest >>= 1) {
      TreeHash right = parts.remove(parts.size() - 1);
      TreeHash left = parts.remove(parts.size() - 1);
      TreeHash joined = hasher.node(left, right);
      parts.add(joined);
      level++;
      sink.node(level, (size >> level) - 1, joined);
    }
  }

  /** The root of the tree. */
  public TreeHash root() {
    if (parts.isEmpty()) {
      return hasher.empty();
    }
    TreeHash root = parts.get(parts.size() - 1);
    for (int i = parts.size() - 2; i >= 0; i--) {
      root = hasher.node(parts.get(i), root);
    }
    return root;
  }
}
