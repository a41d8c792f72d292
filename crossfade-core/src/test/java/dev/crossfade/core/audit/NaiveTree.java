package dev.crossfade.core.audit;

import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 6962 as they stand there, which hash everything anew each time. */
final class NaiveTree {

  private final TreeHasher hasher = new TreeHasher();
  private final List<TreeHash> leaves;

  NaiveTree(List<TreeHash> leaves) {
    this.leaves = leaves;
  }

  TreeHash root(int from, int to) {
    if (from == to) {
      return hasher.empty();
    }
    if (to - from == 1) {
      return leaves.get(from);
    }
    int k = 1;
    while (k * 2 < to - from) {
      k *= 2;
    }
    return hasher.node(root(from, from + k), root(from + k, to));
  }

  TreeHash node(int level, long index) {
    return root((int) (index << level), (int) ((index + 1) << level));
  }

  static List<TreeHash> leaves(int count) {
    TreeHasher hasher = new TreeHasher();
    List<TreeHash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(hasher.leaf("leaf " + i));
    }
    return leaves;
  }
}
