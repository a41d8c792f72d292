package dev.crossfade.core.audit;

import java.util.ArrayList;
import java.util.List;

/** The whole tree over the records of a part of a load, for proofs. One thread. */
public final class RowTree {

  private final TreeHasher hasher = new TreeHasher();
  private final List<List<TreeHash>> levels = new ArrayList<>();
  private final Proofs proofs = new Proofs((level, index) -> levels.get(level).get((int) index));

  public RowTree() {
    levels.add(new ArrayList<>());
  }

  /** Adds the records of the next block. */
  public void add(RowBlock block) {
    block.eachLeaf((bytes, from, length) -> add(hasher.leaf(bytes, from, length)));
  }

  private void add(TreeHash leaf) {
    TreeHash hash = leaf;
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new ArrayList<>());
      }
      List<TreeHash> row = levels.get(level);
      row.add(hash);
      if (row.size() % 2 == 1) {
        return;
      }
      hash = hasher.node(row.get(row.size() - 2), hash);
    }
  }

  private long size() {
    return levels.get(0).size();
  }

  /** The root over all records. */
  public TreeHash root() {
    return proofs.root(size());
  }

  /** The hashes that lead from the leaf with a record to the root. */
  public List<TreeHash> proof(long record) {
    return proofs.inclusion(record / RowBlock.LEAF, size());
  }
}
