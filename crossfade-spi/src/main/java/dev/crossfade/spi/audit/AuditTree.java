package dev.crossfade.spi.audit;

import dev.crossfade.core.audit.StoredNodes;
import java.util.List;

/**
 * The Merkle tree over an audit log, and what was signed about it. The tree follows the log: leaves
 * are in the log first. Thread-safe; several processes may extend it at once, one of them does.
 * Failures as in {@link AuditLog}.
 */
public interface AuditTree extends StoredNodes.Level {

  /** How far it has grown. */
  SealedTree sealed();

  /**
   * Lets it grow.
   *
   * @param nodes of the levels that are kept, except leaves, which the log has
   * @return false when somebody else was quicker; then nothing was changed
   */
  boolean extend(SealedTree from, SealedTree to, List<TreeNode> nodes);

  /** Keeps a signed checkpoint; the same one again is there once. */
  void publish(long size, String note);

  /** Signed checkpoints of at least this many leaves, smallest first. */
  List<String> checkpoints(long fromSize);

  /** The signed checkpoints of the largest size; more than one only if something is wrong. */
  List<String> latest();
}
