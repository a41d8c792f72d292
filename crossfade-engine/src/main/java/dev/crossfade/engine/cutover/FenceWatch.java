package dev.crossfade.engine.cutover;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks, while clients write the new stack, whether the legacy stack is still fenced: somebody may
 * have given rights again, or dropped what guards its tables, and a write that passes is one that
 * nobody brings over. It tells, and changes nothing: whoever gave a right may have had a reason.
 */
final class FenceWatch implements Work {

  private static final Duration INTERVAL = Duration.ofSeconds(30);

  /** What could not be read for a moment must not pass for something that lasts. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Supplier<RouteRecord> record;
  private final Set<String> routes;
  private final Fence fence;
  private @Nullable Problem trouble;

  /**
   * @param record the one in force
   * @param routes that move together
   * @param fence of the legacy stack
   */
  FenceWatch(Supplier<RouteRecord> record, Set<String> routes, Fence fence) {
    this.record = record;
    this.routes = routes;
    this.fence = fence;
  }

  @Override
  public String name() {
    return "legacy-fence";
  }

  @Override
  public Duration step() {
    // whoever moves clients needs the fences himself, and at once
    if (!record.get().rests(routes, Side.NEW)) {
      trouble = null;
      return INTERVAL;
    }
    try {
      trouble = leaking(fence.state());
      return INTERVAL;
    } catch (ProblemException e) {
      // bringing changes back must not end with a look at it
      trouble = e.problem();
      return SOON;
    }
  }

  private static @Nullable Problem leaking(FenceState state) {
    List<String> leaks = state.leaks();
    if (state.standing() != FenceState.Standing.RAISED) {
      return CutoverProblem.leaking("the fence is " + state.standing());
    }
    return leaks.isEmpty() ? null : CutoverProblem.leaking(String.join("; ", leaks));
  }

  @Override
  public Optional<Problem> trouble() {
    return Optional.ofNullable(trouble);
  }
}
