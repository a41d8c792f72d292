package dev.crossfade.core.audit;

import java.util.ArrayList;
import java.util.List;

/** Makes proofs about a Merkle tree, as RFC 6962 says in sections 2.1.1 and 2.1.2. One thread. */
public final class Proofs {

  private final TreeNodes nodes;
  private final TreeHasher hasher = new TreeHasher();

  public Proofs(TreeNodes nodes) {
    this.nodes = nodes;
  }

  /**
   * The hashes that lead from a leaf to the root of a tree, lowest first.
   *
   * @throws IllegalArgumentException when the tree does not hold the leaf
   */
  public List<TreeHash> inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("a tree of " + size + " has no leaf " + index);
    }
    List<TreeHash> path = new ArrayList<>();
    inclusion(index, 0, size, path);
    return path;
  }

  private void inclusion(long index, long begin, long end, List<TreeHash> path) {
    if (end - begin == 1) {
      return;
    }
    long middle = begin + split(end - begin);
    if (index < middle) {
      inclusion(index, begin, middle, path);
      path.add(root(middle, end));
    } else {
      inclusion(index, middle, end, path);
      path.add(root(begin, middle));
    }
  }

  /**
   * The hashes that show that a tree grew out of a smaller one.
   *
   * @throws IllegalArgumentException when it cannot have
   */
  public List<TreeHash> consistency(long older, long newer) {
    if (older < 0 || older > newer) {
      throw new IllegalArgumentException(newer + " leaves do not come after " + older);
    }
    List<TreeHash> path = new ArrayList<>();
    if (older > 0 && older < newer) {
      consistency(older, 0, newer, true, path);
    }
    return path;
  }

  private void consistency(long older, long begin, long end, boolean whole, List<TreeHash> path) {
    if (older == end) {
      if (!whole) {
        path.add(root(begin, end));
      }
      return;
    }
    long middle = begin + split(end - begin);
    if (older <= middle) {
      consistency(older, begin, middle, whole, path);
      path.add(root(middle, end));
    } else {
      consistency(older, middle, end, false, path);
      path.add(root(begin, middle));
    }
  }

  /** The root of a tree of the first leaves. */
  public TreeHash root(long size) {
    return size == 0 ? hasher.empty() : root(0, size);
  }

  private TreeHash root(long begin, long end) {
    long count = end - begin;
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return nodes.node(level, begin >> level);
    }
    long middle = begin + split(count);
    return hasher.node(root(begin, middle), root(middle, end));
  }

  /** The largest power of two below a number above one. */
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }
}
