package dev.crossfade.core.audit;

import java.util.List;

/**
 * Nodes of a tree of which only every eighth level is kept, from the leaves on; those between are
 * computed of at most 128 below them. Not for several threads.
 */
public final class StoredNodes implements TreeNodes {

  /** Levels from one that is kept to the next. */
  public static final int STRIDE = 8;

  private final Level levels;

  /** Reads what is kept. */
  @FunctionalInterface
  public interface Level {

    /**
     * Consecutive nodes of one level, which is a multiple of {@link #STRIDE}; all of them exist.
     */
    List<TreeHash> hashes(int level, long from, int count);
  }

  public StoredNodes(Level levels) {
    this.levels = levels;
  }

  /** Whether nodes of this level are kept. */
  public static boolean kept(int level) {
    return level % STRIDE == 0;
  }

  @Override
  public TreeHash node(int level, long index) {
    int above = level % STRIDE;
    List<TreeHash> row = levels.hashes(level - above, index << above, 1 << above);
    Frontier subtree = new Frontier();
    row.forEach(subtree::append);
    if (subtree.size() != 1L << above) {
      throw new IllegalStateException("nodes are missing at level " + (level - above));
    }
    return subtree.root();
  }
}
