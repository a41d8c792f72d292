package dev.crossfade.engine.audit;

import dev.crossfade.core.audit.Checkpoint;
import dev.crossfade.core.audit.Frontier;
import dev.crossfade.core.audit.Proofs;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.audit.StoredNodes;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.audit.AuditTree;
import java.util.List;

/** Whether a tree goes on from what was signed. */
final class Continuity {

  private final Frontier frontier;
  private final Proofs proofs;

  Continuity(AuditTree tree, Frontier frontier) {
    this.frontier = frontier;
    this.proofs = new Proofs(new StoredNodes(tree));
  }

  void check(List<SignedNote> signed) {
    if (!root(frontier.size()).equals(frontier.root())) {
      tampered("what is kept of the tree of " + frontier.size() + " leaves does not fit together");
    }
    for (SignedNote note : signed) {
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (checkpoint.size() > frontier.size()) {
        tampered(
            "%d leaves were signed, but there are %d"
                .formatted(checkpoint.size(), frontier.size()));
      }
      if (!root(checkpoint.size()).equals(checkpoint.root())) {
        tampered("the first " + checkpoint.size() + " leaves are not those that were signed");
      }
    }
  }

  private Object root(long size) {
    try {
      return proofs.root(size);
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  static void tampered(String what) {
    throw Problem.of(
            AuditProblem.LOG_TAMPERED,
            "the audit log is not the one that was signed: " + what,
            "somebody changed the control store, or it was restored from an old copy",
            "export the log, let `audit verify` name what was changed, and do not go on before")
        .raise();
  }
}
