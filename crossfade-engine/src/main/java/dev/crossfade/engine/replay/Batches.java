package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.engine.apply.ApplyCount;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.spi.target.ApplySession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of one entity on their way into a session, so many at a time. One thread. */
final class Batches {

  private static final int MOST = 1_000;
  private static final long MOST_WEIGHT = 8L * 1024 * 1024;

  private final ApplySession session;
  private final ChangeApplier changes;
  private final String entity;
  private final UnaryOperator<List<EntityChange>> choice;
  private final List<EntityChange> some = new ArrayList<>();
  private long weight;
  private ApplyCount applied = ApplyCount.NONE;

  Batches(ApplySession session, ChangeApplier changes, String entity) {
    this(session, changes, entity, UnaryOperator.identity());
  }

  /**
   * @param choice which of some changes are applied
   */
  Batches(
      ApplySession session,
      ChangeApplier changes,
      String entity,
      UnaryOperator<List<EntityChange>> choice) {
    this.session = session;
    this.changes = changes;
    this.entity = entity;
    this.choice = choice;
  }

  void add(EntityChange change) {
    some.add(change);
    weight += change.weight();
    if (some.size() == MOST || weight >= MOST_WEIGHT) {
      flush();
    }
  }

  /** Applies what is left; what became of all of them. */
  ApplyCount flush() {
    if (!some.isEmpty()) {
      applied = applied.plus(changes.apply(session, entity, choice.apply(List.copyOf(some))));
      some.clear();
      weight = 0;
    }
    return applied;
  }
}
