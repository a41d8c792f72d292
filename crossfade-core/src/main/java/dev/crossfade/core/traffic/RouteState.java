package dev.crossfade.core.traffic;

import dev.crossfade.core.canary.CanaryRun;
import org.jspecify.annotations.Nullable;

/**
 * What the record says of one route.
 *
 * @param writes the one side that takes writes
 * @param readsOnNew percent of consumers whose reads the new stack answers
 * @param hold whether writes are to wait
 * @param canary by which the share grows, or has grown, by itself
 */
public record RouteState(
    Side writes, int readsOnNew, @Nullable Hold hold, @Nullable CanaryRun canary) {

  /** How every route begins. */
  public static final RouteState INITIAL = new RouteState(Side.LEGACY, 0, null, null);

  public RouteState {
    if (readsOnNew < 0 || readsOnNew > 100) {
      throw new IllegalArgumentException("not a percentage: " + readsOnNew);
    }
    if (canary != null && canary.percent() != readsOnNew) {
      throw new IllegalArgumentException("the share is not that of the canary");
    }
  }

  public RouteState held(Hold by) {
    return new RouteState(writes, readsOnNew, by, canary);
  }

  public RouteState released() {
    return new RouteState(writes, readsOnNew, null, canary);
  }

  /** A share that somebody sets takes the place of the canary. */
  public RouteState share(int percent) {
    return new RouteState(writes, percent, hold, null);
  }

  /** The share is that of a canary from now on. */
  public RouteState canary(CanaryRun run) {
    return new RouteState(writes, run.percent(), hold, run);
  }

  /** Where writes move the canary ends: it compares the new stack with one that leads. */
  public RouteState writesTo(Side side) {
    return new RouteState(side, readsOnNew, null, null);
  }
}
