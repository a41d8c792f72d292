package dev.crossfade.engine.cutover;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceOutcome;
import dev.crossfade.spi.cutover.FenceState;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps applications from writing the new stack before clients are moved there: once everything is
 * published, and as long as the record says that the legacy stack takes the writes, its database is
 * fenced, with tables that join it and rights that are given meanwhile. Where somebody sends writes
 * back by hand while changes go from the new stack to the legacy one, which is fenced, the new one
 * stays open: closing both would help nobody. The order has the epoch of the record that was read,
 * so one that comes late, when clients have moved meanwhile, is refused.
 */
final class ClosedNewStack implements Work {

  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration BUDGET = Duration.ofSeconds(1);

  private final Supplier<RouteRecord> record;
  private final Set<String> routes;
  private final Fence fence;
  private final BooleanSupplier toBeClosed;
  private @Nullable Problem trouble;

  /**
   * @param record the one in force
   * @param routes that move together
   * @param fence of the new stack
   * @param toBeClosed whether all of it is there, and changes do not go back from it
   */
  ClosedNewStack(
      Supplier<RouteRecord> record, Set<String> routes, Fence fence, BooleanSupplier toBeClosed) {
    this.record = record;
    this.routes = routes;
    this.fence = fence;
    this.toBeClosed = toBeClosed;
  }

  @Override
  public String name() {
    return "new-stack";
  }

  @Override
  public Duration step() {
    RouteRecord now = record.get();
    // whoever holds writes moves clients, and closes and opens himself
    if (now.epoch() == 0 || !now.rests(routes, Side.LEGACY)) {
      trouble = null;
      return INTERVAL.dividedBy(5);
    }
    if (!toBeClosed.getAsBoolean()) {
      return SOON;
    }
    return closed(now.epoch()) ? INTERVAL : SOON;
  }

  private boolean closed(long epoch) {
    FenceState state = fence.state();
    if (state.standing() == FenceState.Standing.RAISED) {
      return complete(state);
    }
    fence.prepare();
    FenceOutcome outcome = fence.raise(epoch, BUDGET);
    trouble =
        outcome instanceof FenceOutcome.Refused refused && !refused.why().isEmpty()
            ? refused.why().get(0)
            : null;
    return outcome instanceof FenceOutcome.Raised;
  }

  /** Whether nobody was given rights since it was raised, as with a table that is new. */
  private boolean complete(FenceState state) {
    boolean complete = state.leaks().isEmpty();
    trouble = complete ? null : CutoverProblem.early(String.join("; ", state.leaks()));
    if (!complete) {
      retake(state.epoch());
    }
    return complete;
  }

  /** Rights that we may not take are told, and end nothing. */
  private void retake(long epoch) {
    try {
      fence.retake(epoch);
    } catch (ProblemException e) {
      if (e.problem().code().kind() == Kind.TRANSIENT) {
        throw e;
      }
    }
  }

  @Override
  public Optional<Problem> trouble() {
    return Optional.ofNullable(trouble);
  }
}
