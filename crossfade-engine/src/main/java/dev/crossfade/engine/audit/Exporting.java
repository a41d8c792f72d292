package dev.crossfade.engine.audit;

import dev.crossfade.core.audit.BundleLine;
import dev.crossfade.core.audit.Checkpoint;
import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.core.audit.Proofs;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.audit.StoredNodes;
import dev.crossfade.spi.audit.AuditLine;
import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.audit.AuditSearch;
import dev.crossfade.spi.audit.AuditTree;
import dev.crossfade.spi.journal.ControlStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes bundles. One thread. */
public final class Exporting {

  private static final int PAGE = 1_000;
  private static final int MOST_KEYS = 10_000;

  private final AuditLog log;
  private final AuditTree tree;
  private final Consumer<BundleLine> out;
  private final Proofs proofs;

  /**
   * @param out takes the lines in order
   */
  public Exporting(ControlStore store, Consumer<BundleLine> out) {
    this.log = store.audit();
    this.tree = store.tree();
    this.out = out;
    this.proofs = new Proofs(new StoredNodes(tree));
  }

  /**
   * The log with everything that was signed about its leaves.
   *
   * @param until index of the first leaf to leave out
   * @return the number of leaves
   */
  public long everything(long until) {
    out.accept(new BundleLine.Head(log.origin()));
    tree.checkpoints(0).stream()
        .map(SignedNote::parse)
        // others sign meanwhile; what they signed is of leaves that are not in here
        .filter(note -> Checkpoint.parse(note.text()).size() <= until)
        .forEach(note -> out.accept(new BundleLine.Signed(note)));
    long written = 0;
    long next = 0;
    while (next < until) {
      List<AuditLine> lines = log.read(next, (int) Math.min(PAGE, until - next));
      if (lines.isEmpty()) {
        break;
      }
      for (AuditLine line : lines) {
        if (line.index() < until) {
          out.accept(new BundleLine.Logged(line.index(), line.content(), line.hash()));
          written++;
        }
      }
      next = lines.get(lines.size() - 1).index() + 1;
    }
    return written;
  }

  /**
   * Proofs of loads and of what they did to a row.
   *
   * @param newest checkpoint to prove them against
   * @param kept checkpoints from which the log is to be shown to go on
   * @param history of the row
   */
  public void history(SignedNote newest, List<SignedNote> kept, List<RowHistory.Done> history) {
    long size = Checkpoint.parse(newest.text()).size();
    out.accept(new BundleLine.Head(log.origin()));
    out.accept(new BundleLine.Signed(newest));
    log.find("log").ifPresent(line -> included(line, size, List.of()));
    for (AuditLine key : keys()) {
      included(key, size, List.of());
    }
    for (RowHistory.Done done : history) {
      log.find(done.load().leaf().id())
          .filter(line -> line.index() < size)
          .ifPresent(line -> included(line, size, done.rows()));
    }
    for (SignedNote note : kept) {
      long from = Checkpoint.parse(note.text()).size();
      if (from <= size) {
        out.accept(new BundleLine.Grown(from, size, proofs.consistency(from, size)));
      }
    }
  }

  private List<AuditLine> keys() {
    List<AuditLine> keys =
        new ArrayList<>(
            log.search(
                new AuditSearch(LeafKind.KEY, null, null, null, null, Long.MAX_VALUE, MOST_KEYS)));
    java.util.Collections.reverse(keys);
    return keys;
  }

  private void included(AuditLine line, long size, List<BundleLine.Row> rows) {
    if (line.index() < size) {
      out.accept(
          new BundleLine.Included(
              line.index(), line.content(), size, proofs.inclusion(line.index(), size), rows));
    }
  }
}
