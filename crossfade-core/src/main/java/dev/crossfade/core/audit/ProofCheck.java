package dev.crossfade.core.audit;

import java.util.List;
import java.util.Optional;

/**
 * Checks proofs about a Merkle tree with nothing but hashes, as RFC 9162 says in sections 2.1.3.2
 * and 2.1.4.2.
 */
public final class ProofCheck {

  private ProofCheck() {}

  /** Whether a leaf with this hash stands at this place of the tree with this root. */
  public static boolean included(
      TreeHash leaf, long index, long size, TreeHash root, List<TreeHash> path) {
    return climb(leaf, index, size, path).filter(root::equals).isPresent();
  }

  /** The root that a path leads to; empty when its length cannot be that of a path. */
  private static Optional<TreeHash> climb(
      TreeHash leaf, long index, long size, List<TreeHash> path) {
    if (index < 0 || index >= size) {
      return Optional.empty();
    }
    TreeHasher hasher = new TreeHasher();
    long node = index;
    long last = size - 1;
    TreeHash hash = leaf;
    for (TreeHash sibling : path) {
      if (last == 0) {
        return Optional.empty();
      }
      if ((node & 1) == 1 || node == last) {
        hash = hasher.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = hasher.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 ? Optional.of(hash) : Optional.empty();
  }

  /** Whether a tree grew out of a smaller one: nothing was changed or taken away. */
  public static boolean consistent(
      long older, TreeHash olderRoot, long newer, TreeHash newerRoot, List<TreeHash> path) {
    if (older < 0 || older > newer) {
      return false;
    }
    if (older == newer) {
      return path.isEmpty() && olderRoot.equals(newerRoot);
    }
    if (older == 0) {
      return path.isEmpty() && olderRoot.equals(new TreeHasher().empty());
    }
    return new Growth(older, newer, olderRoot, path).reaches(newerRoot);
  }

  /** The climb from the smaller tree's last perfect subtree to both roots at once. */
  private static final class Growth {

    private final TreeHasher hasher = new TreeHasher();
    private final TreeHash olderRoot;
    private final List<TreeHash> path;
    private long node;
    private long last;
    private int next;

    Growth(long older, long newer, TreeHash olderRoot, List<TreeHash> path) {
      this.olderRoot = olderRoot;
      this.path = path;
      this.node = older - 1;
      this.last = newer - 1;
      boolean perfect = Long.bitCount(older) == 1;
      this.next = perfect ? 0 : 1;
    }

    boolean reaches(TreeHash newerRoot) {
      while ((node & 1) == 1) {
        up();
      }
      if (path.size() < next) {
        return false;
      }
      TreeHash start = next == 0 ? olderRoot : path.get(0);
      TreeHash older = start;
      TreeHash newer = start;
      for (TreeHash sibling : path.subList(next, path.size())) {
        if (last == 0) {
          return false;
        }
        if ((node & 1) == 1 || node == last) {
          older = hasher.node(sibling, older);
          newer = hasher.node(sibling, newer);
          while ((node & 1) == 0 && node != 0) {
            up();
          }
        } else {
          newer = hasher.node(newer, sibling);
        }
        up();
      }
      return last == 0 && older.equals(olderRoot) && newer.equals(newerRoot);
    }

    private void up() {
      node >>= 1;
      last >>= 1;
    }
  }
}
