package dev.crossfade.core.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a whole log, leaf by leaf, and at everything that was signed about it, and tells what is
 * wrong and where. Needs nothing that is not handed to it. One thread.
 *
 * <p>A leaf that was edited is found by the hash beside it. Who edits the hash as well is found by
 * the first checkpoint behind it; who signs anew as well, for which the log's key is needed, by a
 * checkpoint that somebody else has kept.
 */
public final class LogAudit {

  private final KeyChain keys;
  private final JournalCheck journals = new JournalCheck();
  private final Frontier frontier = new Frontier();
  private final TreeHasher hasher = new TreeHasher();
  private final List<Claim> claims = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private int open;
  private long next;
  private boolean broken;
  private long covered;
  private long keptGood;

  /** A checkpoint that has to be kept to. */
  private record Claim(SignedNote note, Checkpoint checkpoint, boolean kept) {

    String name() {
      return (kept ? "the kept checkpoint of " : "the checkpoint of ")
          + checkpoint.size()
          + " leaves";
    }
  }

  /**
   * @param trusted the key known from elsewhere; null to believe the log's first leaf
   * @param checkpoints that came with the log
   * @param kept checkpoints that were kept elsewhere
   * @throws IllegalArgumentException when one of them is no checkpoint
   */
  public LogAudit(@Nullable NoteKey trusted, List<SignedNote> checkpoints, List<SignedNote> kept) {
    keys = new KeyChain(trusted);
    checkpoints.forEach(note -> claims.add(new Claim(note, Checkpoint.parse(note.text()), false)));
    kept.forEach(note -> claims.add(new Claim(note, Checkpoint.parse(note.text()), true)));
    claims.sort(Comparator.comparingLong(claim -> claim.checkpoint().size()));
  }

  /**
   * Takes the next leaf.
   *
   * @param index its place, as the log says
   * @param content its text
   * @param stated the hash that stands beside it
   */
  public void leaf(long index, String content, TreeHash stated) {
    if (index < next) {
      findings.add(Finding.leaf(FindingKind.LEAF_REPEATED, index, "is there a second time"));
      return;
    }
    if (index > next) {
      deleted(next, index);
    }
    if (!hasher.leaf(content).equals(stated)) {
      findings.add(
          Finding.leaf(FindingKind.LEAF_EDITED, index, "does not have the hash that was stored"));
    }
    read(index, content);
    if (!broken) {
      frontier.append(stated);
    }
    next = index + 1;
    settle();
  }

  private void read(long index, String content) {
    try {
      Leaf leaf = Leaf.parse(content);
      keys.take(index, leaf).ifPresent(findings::add);
      journals.take(index, leaf).ifPresent(findings::add);
    } catch (IllegalArgumentException e) {
      findings.add(
          Finding.leaf(FindingKind.LEAF_MALFORMED, index, "cannot be read: " + e.getMessage()));
    }
  }

  /** Leaves that are not there have no hash, so nothing behind them can be compared any more. */
  private void deleted(long from, long until) {
    findings.add(
        new Finding(
            FindingKind.LEAF_DELETED,
            from,
            until,
            "leaves %d to %d are not there, but leaf %d is".formatted(from, until - 1, until)));
    broken = true;
  }

  /** Compares with what was signed when the log had its present size. */
  private void settle() {
    while (open < claims.size() && claims.get(open).checkpoint().size() <= next) {
      Claim claim = claims.get(open++);
      if (good(claim) && !broken && claim.checkpoint().size() == next) {
        compare(claim);
      }
    }
  }

  /** Whether the log's key stands behind it. */
  private boolean good(Claim claim) {
    long size = claim.checkpoint().size();
    if (!keys.origin().isEmpty() && !keys.origin().equals(claim.checkpoint().origin())) {
      about(FindingKind.FOREIGN, claim, " is of the log " + claim.checkpoint().origin());
      return false;
    }
    Optional<NoteKey> key = keys.at(size);
    if (key.isEmpty() || !claim.note().signedBy(key.get())) {
      about(FindingKind.UNSIGNED, claim, " is not signed by the log's key");
      return false;
    }
    return true;
  }

  private void about(FindingKind kind, Claim claim, String text) {
    long size = claim.checkpoint().size();
    findings.add(new Finding(kind, size, size, claim.name() + text));
  }

  private void compare(Claim claim) {
    if (frontier.root().equals(claim.checkpoint().root())) {
      keptGood = claim.kept() ? next : keptGood;
      covered = claim.kept() ? covered : next;
      return;
    }
    boolean fork = claim.kept() || covered == next;
    broken |= !fork;
    long from = fork ? keptGood : covered;
    findings.add(
        new Finding(
            fork ? FindingKind.FORKED : FindingKind.REWRITTEN,
            from,
            next,
            "between leaf %d and leaf %d the log is not the one that %s was signed for"
                .formatted(from, next - 1, claim.name())));
  }

  /** Ends the audit. */
  public LogVerdict finish() {
    long size = next;
    for (; open < claims.size(); open++) {
      Claim claim = claims.get(open);
      if (good(claim) && claim.checkpoint().size() > size) {
        findings.add(
            new Finding(
                FindingKind.TRUNCATED,
                size,
                claim.checkpoint().size(),
                "the log ends before leaf %d, but %s was signed".formatted(size, claim.name())));
      }
    }
    if (findings.isEmpty() && covered < size) {
      findings.add(
          new Finding(
              FindingKind.UNCOVERED,
              covered,
              size,
              "no checkpoint covers the leaves from %d to %d".formatted(covered, size - 1)));
    }
    return new LogVerdict(keys.origin(), size, covered, keys.last().orElse(null), findings);
  }
}
