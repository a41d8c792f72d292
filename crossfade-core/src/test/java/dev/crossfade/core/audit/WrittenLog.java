package dev.crossfade.core.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log as its writer has it, which can then be tampered with. */
final class WrittenLog {

  static final String ORIGIN = "crossfade.dev/audit/test";
  static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  /** A line of the log. */
  record Line(long index, String content, TreeHash hash) {}

  final List<Line> lines = new ArrayList<>();
  final List<SignedNote> checkpoints = new ArrayList<>();
  NoteSigner signer;

  WrittenLog(NoteSigner signer) {
    this.signer = signer;
    add(LogStart.leaf(ORIGIN, AT, "kit"));
    add(LogStart.firstKey(ORIGIN, signer.key(), AT, "kit"));
  }

  WrittenLog(WrittenLog other) {
    this.signer = other.signer;
    lines.addAll(other.lines);
    checkpoints.addAll(other.checkpoints);
  }

  void add(Leaf leaf) {
    put(lines.size(), leaf.content());
  }

  /** Puts a leaf where it may not belong, with a hash that fits. */
  void put(int index, String content) {
    Line line = new Line(index, content, new TreeHasher().leaf(content));
    if (index < lines.size()) {
      lines.set(index, line);
    } else {
      lines.add(line);
    }
  }

  void journal(String migration, long version) {
    add(
        new Leaf(
            "journal/" + migration + "/" + version,
            LeafKind.JOURNAL,
            AT,
            "ann",
            migration,
            Map.of("version", version, "event", "e" + version)));
  }

  void changeKey(NoteSigner next) {
    KeyChange change = KeyChange.sign(ORIGIN, signer, next);
    add(new Leaf("key/1", LeafKind.KEY, AT, "ann", ORIGIN, change.body()));
    checkpoint(List.of(signer, next));
    signer = next;
  }

  SignedNote checkpoint() {
    return checkpoint(List.of(signer));
  }

  private SignedNote checkpoint(List<NoteSigner> signers) {
    Frontier frontier = new Frontier();
    lines.forEach(line -> frontier.append(line.hash()));
    Checkpoint checkpoint = new Checkpoint(ORIGIN, frontier.size(), frontier.root());
    checkpoints.add(SignedNote.sign(checkpoint.text(), signers));
    return checkpoints.get(checkpoints.size() - 1);
  }

  LogVerdict audit(@Nullable NoteKey trusted, SignedNote... kept) {
    LogAudit audit = new LogAudit(trusted, checkpoints, List.of(kept));
    lines.forEach(line -> audit.leaf(line.index(), line.content(), line.hash()));
    return audit.finish();
  }
}
