package dev.crossfade.core.audit;

/** Gives the roots of perfect subtrees of one tree. */
@FunctionalInterface
public interface TreeNodes {

  /**
   * The root of the subtree of 2 to the power of {@code level} leaves that begins with the leaf
   * {@code index} times that.
   */
  TreeHash node(int level, long index);
}
