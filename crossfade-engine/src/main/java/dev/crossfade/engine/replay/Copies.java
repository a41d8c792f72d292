package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.engine.replay.ProductionRows.Image;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How many copies of each row an entity without key is to have, of a share of its rows: what a
 * snapshot of the source shows, and what the log changed behind that. A change is counted once,
 * however often it is applied, and only once it is. One thread.
 */
final class Copies {

  /** About as many different rows, and as many changes, as memory should hold. */
  private final int most;

  private final Share share;
  private final Function<@Nullable Object[], Image> digest;
  private final Map<Image, Long> seen = new HashMap<>();
  private final Map<Position, List<Step>> later = new TreeMap<>();
  private boolean full;

  /** One copy more, or one less. */
  private record Step(Image image, int by) {}

  /**
   * @param digest rows in short
   */
  Copies(Share share, Function<@Nullable Object[], Image> digest, int most) {
    this.share = share;
    this.digest = digest;
    this.most = most;
  }

  /** Counts a row of the snapshot; whether it is one of the share. */
  boolean shown(@Nullable Object[] row) {
    Image image = digest.apply(row);
    if (!share.has(image)) {
      return false;
    }
    if (!full) {
      seen.merge(image, 1L, Long::sum);
      full = seen.size() > most;
    }
    return true;
  }

  /**
   * Remembers changes that are about to be applied.
   *
   * @param shown whether the snapshot shows a change already
   */
  void applying(List<EntityChange> changes, Predicate<EntityChange> shown) {
    Map<Position, List<Step>> now = new HashMap<>();
    for (EntityChange change : changes) {
      Step step = shown.test(change) ? null : step(change);
      if (step != null) {
        now.computeIfAbsent(change.position(), any -> new ArrayList<>()).add(step);
      }
    }
    later.putAll(now);
    full |= later.size() > most;
  }

  /** What was refused is in no production, and not expected there. */
  private @Nullable Step step(EntityChange change) {
    @Nullable Object @Nullable [] row = change.op() == Op.INSERT ? change.row() : change.removed();
    if (row == null || change.refused() != null) {
      return null;
    }
    Image image = digest.apply(row);
    return share.has(image) ? new Step(image, change.op() == Op.INSERT ? 1 : -1) : null;
  }

  /** Whether there are more of them than memory should hold. */
  boolean full() {
    return full;
  }

  /** Copies by row, once everything up to a position is applied; for the caller to go on with. */
  Map<Image, Long> due(Position applied) {
    Map<Image, Long> due = new HashMap<>(seen);
    later.forEach(
        (position, steps) -> {
          if (!position.after(applied)) {
            steps.forEach(step -> due.merge(step.image(), (long) step.by(), Long::sum));
          }
        });
    return due;
  }
}
