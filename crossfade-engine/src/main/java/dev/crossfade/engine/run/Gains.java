package dev.crossfade.engine.run;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.plan.Newcomers;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.EntitySpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether a specification has what is not live yet. In phases that publish nothing this stays as it
 * is, so the target is looked at once a visit, and again after a while where it is away.
 * Thread-safe.
 */
final class Gains {

  private static final long AGAIN = Duration.ofSeconds(3).toNanos();
  private static final int NONE = -1;

  private final List<EntitySpec> entities;
  private final Supplier<Map<String, EntityState>> states;
  private final LongSupplier nanos;
  private int known = NONE;
  private boolean some;
  private int away = NONE;
  private long due;

  /**
   * @param states of the entities that the target knows
   * @param nanos a clock that only goes forward
   */
  Gains(List<EntitySpec> entities, Supplier<Map<String, EntityState>> states, LongSupplier nanos) {
    this.entities = List.copyOf(entities);
    this.states = states;
    this.nanos = nanos;
  }

  /**
   * Whether it has any, looked at now.
   *
   * @param visit number of the visit of a phase
   * @throws ProblemException when the target does not tell
   */
  synchronized boolean some(int visit) {
    some = !Newcomers.of(entities, states.get()).isEmpty();
    known = visit;
    return some;
  }

  /** Whether it has any, or may have as long as the target is away. */
  synchronized boolean maybe(int visit) {
    if (known == visit) {
      return some;
    }
    if (away == visit && nanos.getAsLong() - due < 0) {
      return true;
    }
    try {
      return some(visit);
    } catch (ProblemException e) {
      if (e.problem().code().kind() != Kind.TRANSIENT) {
        throw e;
      }
      away = visit;
      due = nanos.getAsLong() + AGAIN;
      return true;
    }
  }
}
