package dev.crossfade.engine.audit;

import dev.crossfade.core.audit.Frontier;
import dev.crossfade.core.audit.StoredNodes;
import dev.crossfade.core.audit.TreeHasher;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.audit.AuditLine;
import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.audit.AuditTree;
import dev.crossfade.spi.audit.SealedTree;
import dev.crossfade.spi.audit.TreeNode;
import java.util.ArrayList;
import java.util.List;

/** Lets the tree follow the log. One thread. */
final class Growing {

  private static final int PAGE = 1_000;
  private static final int ATTEMPTS = 1_000;

  private final AuditLog log;
  private final AuditTree tree;
  private final TreeHasher hasher = new TreeHasher();

  Growing(AuditLog log, AuditTree tree) {
    this.log = log;
    this.tree = tree;
  }

  /** The tree with all leaves that the log has now. */
  Frontier grow() {
    long size = log.size();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      SealedTree from = tree.sealed();
      if (from.size() >= size) {
        return from.frontier();
      }
      page(from);
    }
    throw Problem.of(
            AuditProblem.TREE_BUSY,
            "the audit tree did not reach " + size + " leaves",
            "others let it grow at the same time, again and again",
            "It is tried again")
        .raise();
  }

  private void page(SealedTree from) {
    Frontier frontier = from.frontier();
    List<TreeNode> nodes = new ArrayList<>();
    List<AuditLine> lines = log.read(from.size(), PAGE);
    if (lines.isEmpty()) {
      Continuity.tampered("leaf " + from.size() + " is not there, but the log is longer");
    }
    for (AuditLine line : lines) {
      if (line.index() != frontier.size()) {
        Continuity.tampered("leaf " + frontier.size() + " is not there, but a later one is");
      }
      if (!hasher.leaf(line.content()).equals(line.hash())) {
        Continuity.tampered("leaf " + line.index() + " does not have the hash that was stored");
      }
      frontier.append(
          line.hash(),
          (level, index, hash) -> {
            if (StoredNodes.kept(level)) {
              nodes.add(new TreeNode(level, index, hash));
            }
          });
    }
    tree.extend(from, SealedTree.of(frontier), nodes);
  }
}
