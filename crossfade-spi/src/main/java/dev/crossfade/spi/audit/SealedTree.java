package dev.crossfade.spi.audit;

import dev.crossfade.core.audit.Frontier;
import dev.crossfade.core.audit.TreeHash;
import java.util.List;

/**
 * How far the tree over a log has grown.
 *
 * @param size leaves that are in it
 * @param parts roots of its perfect subtrees, largest first
 */
public record SealedTree(long size, List<TreeHash> parts) {

  public SealedTree {
    parts = List.copyOf(parts);
  }

  /** The tree as it stands. */
  public static SealedTree of(Frontier frontier) {
    return new SealedTree(frontier.size(), frontier.parts());
  }

  /** Goes on from here. */
  public Frontier frontier() {
    return new Frontier(size, parts);
  }
}
