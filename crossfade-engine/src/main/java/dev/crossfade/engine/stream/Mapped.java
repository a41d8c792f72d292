package dev.crossfade.engine.stream;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.spi.target.KeptChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source transaction, or a part of one, as changes of entities, or the reason why it cannot be
 * mapped. What the way back wrote comes from the target and becomes nothing there.
 *
 * @param changes in log order
 * @param kept changes of tables that are held, in log order
 * @param captured number of source changes
 * @param returned how many of them the way back wrote
 * @param weight about how many characters and bytes the rows hold
 * @param mark the last mark it wrote, if any
 * @param end its end in the log
 * @param extent whether it is a transaction or a part of one
 * @param problem why there are no changes, else null
 * @param unmapped source changes of which there are none because of it, in log order
 */
record Mapped(
    List<EntityChange> changes,
    List<KeptChange> kept,
    int captured,
    int returned,
    long weight,
    @Nullable Mark mark,
    Position end,
    Extent extent,
    @Nullable ProblemException problem,
    List<Change> unmapped) {

  static Mapped of(SourceTransaction transaction, ChangeMapper mapper) {
    boolean ours = transaction.origin() == Origin.WAY_BACK;
    List<EntityChange> changes = List.of();
    ProblemException problem = null;
    try {
      changes = ours ? List.of() : mapper.map(transaction);
    } catch (ProblemException e) {
      problem = e;
    }
    long weight = 0;
    for (EntityChange change : changes) {
      weight += change.weight();
    }
    List<KeptChange> kept =
        transaction.changes().stream()
            .filter(change -> change.raw() && !ours)
            .map(change -> new KeptChange(change, transaction.snapshotId()))
            .toList();
    for (KeptChange change : kept) {
      weight += change.weight();
    }
    return new Mapped(
        changes,
        kept,
        transaction.changes().size(),
        ours ? transaction.changes().size() : 0,
        weight,
        transaction.mark(),
        transaction.end(),
        transaction.extent(),
        problem,
        problem == null
            ? List.of()
            : transaction.changes().stream().filter(change -> !change.raw()).toList());
  }

  /** Number of changes that are applied, held, kept or only noted. */
  int size() {
    return changes.size() + kept.size() + unmapped.size();
  }
}
