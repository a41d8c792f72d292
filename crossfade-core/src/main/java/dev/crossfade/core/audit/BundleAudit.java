package dev.crossfade.core.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a bundle line by line, a whole log as well as proofs. One thread. */
public final class BundleAudit {

  private final @Nullable NoteKey trusted;
  private final List<SignedNote> kept;
  private final List<SignedNote> checkpoints = new ArrayList<>();
  private @Nullable String origin;
  private @Nullable LogAudit whole;
  private @Nullable ProofAudit proofs;

  /**
   * @param trusted the log's first key, known from elsewhere; null to believe the bundle
   * @param kept checkpoints that were kept elsewhere
   */
  public BundleAudit(@Nullable NoteKey trusted, List<SignedNote> kept) {
    this.trusted = trusted;
    this.kept = List.copyOf(kept);
  }

  /**
   * Takes the next line.
   *
   * @throws IllegalArgumentException when it is no line of a bundle, or does not belong here
   */
  public void take(String text) {
    BundleLine line = BundleLine.parse(text);
    if ((origin == null) != (line instanceof BundleLine.Head)) {
      throw new IllegalArgumentException("a bundle has one head, in its first line");
    }
    if (line instanceof BundleLine.Head head) {
      origin = head.origin();
    } else if (line instanceof BundleLine.Signed signed) {
      signed(signed);
    } else if (line instanceof BundleLine.Logged leaf) {
      whole().leaf(leaf.index(), leaf.content(), leaf.hash());
    } else if (line instanceof BundleLine.Included proof) {
      proofs().take(proof);
    } else if (line instanceof BundleLine.Grown proof) {
      proofs().take(proof);
    }
  }

  private void signed(BundleLine.Signed line) {
    if (whole != null || proofs != null) {
      throw new IllegalArgumentException("checkpoints come before leaves and proofs");
    }
    checkpoints.add(line.note());
  }

  private LogAudit whole() {
    if (proofs != null) {
      throw new IllegalArgumentException("a bundle has a whole log, or proofs, not both");
    }
    LogAudit audit = whole == null ? new LogAudit(trusted, checkpoints, kept) : whole;
    whole = audit;
    return audit;
  }

  private ProofAudit proofs() {
    if (whole != null) {
      throw new IllegalArgumentException("a bundle has a whole log, or proofs, not both");
    }
    ProofAudit audit = proofs == null ? new ProofAudit(trusted, checkpoints, kept) : proofs;
    proofs = audit;
    return audit;
  }

  /** Ends the audit. */
  public BundleVerdict finish() {
    if (origin == null) {
      throw new IllegalArgumentException("the bundle is empty");
    }
    BundleVerdict verdict =
        proofs == null
            ? new BundleVerdict(whole().finish(), List.of(), List.of())
            : proofs.finish();
    if (!origin.equals(verdict.log().origin())) {
      throw new IllegalArgumentException("the bundle's head is not that of the log in it");
    }
    return verdict;
  }
}
