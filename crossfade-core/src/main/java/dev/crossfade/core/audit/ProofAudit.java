package dev.crossfade.core.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks single leaves and rows against signed checkpoints, without the whole log. The leaves that
 * name the log and its keys have to be among them. One thread.
 */
final class ProofAudit {

  private final KeyChain keys;
  private final List<SignedNote> checkpoints;
  private final List<SignedNote> kept;
  private final List<BundleLine.Included> included = new ArrayList<>();
  private final List<BundleLine.Grown> grown = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<ProvenRow> rows = new ArrayList<>();
  private final Map<Long, Checkpoint> good = new HashMap<>();

  ProofAudit(@Nullable NoteKey trusted, List<SignedNote> checkpoints, List<SignedNote> kept) {
    this.keys = new KeyChain(trusted);
    this.checkpoints = List.copyOf(checkpoints);
    this.kept = List.copyOf(kept);
  }

  void take(BundleLine.Included line) {
    included.add(line);
    try {
      Leaf leaf = Leaf.parse(line.content());
      keys.take(line.index(), leaf).ifPresent(findings::add);
    } catch (IllegalArgumentException e) {
      wrong(FindingKind.LEAF_MALFORMED, line, "cannot be read: " + e.getMessage());
    }
  }

  void take(BundleLine.Grown line) {
    grown.add(line);
  }

  private void wrong(FindingKind kind, BundleLine.Included line, String text) {
    findings.add(Finding.leaf(kind, line.index(), text));
  }

  BundleVerdict finish() {
    checkpoints.forEach(note -> signed(note).ifPresent(one -> good.put(one.size(), one)));
    included.forEach(this::check);
    kept.forEach(note -> signed(note).ifPresent(this::connected));
    long size = good.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    LogVerdict verdict =
        new LogVerdict(keys.origin(), size, size, keys.last().orElse(null), findings);
    return new BundleVerdict(verdict, leaves, rows);
  }

  /** The checkpoint if the log's key stands behind it. */
  private Optional<Checkpoint> signed(SignedNote note) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    long size = checkpoint.size();
    if (!checkpoint.origin().equals(keys.origin())) {
      findings.add(
          new Finding(
              FindingKind.FOREIGN, size, size, "a checkpoint is of " + checkpoint.origin()));
      return Optional.empty();
    }
    if (keys.at(size).filter(note::signedBy).isEmpty()) {
      findings.add(
          new Finding(
              FindingKind.UNSIGNED,
              size,
              size,
              "the checkpoint of " + size + " leaves is not signed by the log's key"));
      return Optional.empty();
    }
    return Optional.of(checkpoint);
  }

  private void check(BundleLine.Included line) {
    Checkpoint checkpoint = good.get(line.size());
    TreeHash hash = new TreeHasher().leaf(line.content());
    if (checkpoint == null
        || !ProofCheck.included(hash, line.index(), line.size(), checkpoint.root(), line.path())) {
      wrong(FindingKind.NOT_INCLUDED, line, "is not in the log that was signed");
      return;
    }
    try {
      Leaf leaf = Leaf.parse(line.content());
      leaves.add(leaf);
      for (BundleLine.Row row : line.rows()) {
        check(line, leaf, row);
      }
    } catch (IllegalArgumentException e) {
      wrong(FindingKind.LEAF_MALFORMED, line, "has a row that cannot be read: " + e.getMessage());
    }
  }

  private void check(BundleLine.Included line, Leaf leaf, BundleLine.Row row) {
    List<Map<String, @Nullable Object>> parts = Members.objects(leaf.body(), "parts");
    if (row.part() < 0 || row.part() >= parts.size()) {
      wrong(FindingKind.NOT_INCLUDED, line, "has no part " + row.part());
      return;
    }
    Map<String, @Nullable Object> part = parts.get(row.part());
    boolean proven =
        ProofCheck.included(
            new TreeHasher().leaf(row.bytes()),
            row.index() / RowBlock.LEAF,
            RowBlock.leaves(Members.number(part, "rows")),
            TreeHash.decode(Members.text(part, "root")),
            row.path());
    if (proven) {
      rows.add(new ProvenRow(line.index(), leaf, Members.text(part, "entity"), row.record()));
    } else {
      wrong(FindingKind.NOT_INCLUDED, line, "is of a load without row " + row.index());
    }
  }

  /** Whether the kept checkpoint belongs to the history of one of those that came along. */
  private void connected(Checkpoint old) {
    boolean proven =
        good.values().stream()
            .anyMatch(now -> old.equals(now) || grown.stream().anyMatch(g -> leads(g, old, now)));
    boolean other = good.containsKey(old.size()) && !old.equals(good.get(old.size()));
    if (!proven || other) {
      findings.add(
          new Finding(
              other ? FindingKind.FORKED : FindingKind.UNPROVEN,
              0,
              old.size(),
              "nothing shows that the log goes on from the kept checkpoint of "
                  + old.size()
                  + " leaves"));
    }
  }

  private static boolean leads(BundleLine.Grown proof, Checkpoint old, Checkpoint now) {
    return proof.from() == old.size()
        && proof.to() == now.size()
        && ProofCheck.consistent(old.size(), old.root(), now.size(), now.root(), proof.path());
  }
}
