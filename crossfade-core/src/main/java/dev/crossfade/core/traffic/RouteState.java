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
 * @param movedBy name of the hold of the cutover or rollback that sent writes there; empty when
 *     somebody did by hand, or nobody ever did
 */
public record RouteState(
    Side writes, int readsOnNew, @Nullable Hold hold, @Nullable CanaryRun canary, String movedBy) {

  /** How every route begins. */
  public static final RouteState INITIAL = new RouteState(Side.LEGACY, 0, null, null);

  /** One whose writes no cutover and no rollback has moved. */
  public RouteState(Side writes, int readsOnNew, @Nullable Hold hold, @Nullable CanaryRun canary) {
    this(writes, readsOnNew, hold, canary, "");
  }

  public RouteState {
    if (readsOnNew < 0 || readsOnNew > 100) {
      throw new IllegalArgumentException("not a percentage: " + readsOnNew);
    }
    if (canary != null && canary.percent() != readsOnNew) {
      throw new IllegalArgumentException("the share is not that of the canary");
    }
  }

  public RouteState held(Hold by) {
    return new RouteState(writes, readsOnNew, by, canary, movedBy);
  }

  public RouteState released() {
    return new RouteState(writes, readsOnNew, null, canary, movedBy);
  }

  /** Whether a cutover or a rollback has sent writes to where they go. */
  public boolean moved() {
    return !movedBy.isEmpty();
  }

  /** A share that somebody sets takes the place of the canary. */
  public RouteState share(int percent) {
    return new RouteState(writes, percent, hold, null, movedBy);
  }

  /** The share is that of a canary from now on. */
  public RouteState canary(CanaryRun run) {
    return new RouteState(writes, run.percent(), hold, run, movedBy);
  }

  /** By hand. Where writes move the canary ends: it compares the new stack with one that leads. */
  public RouteState writesTo(Side side) {
    return new RouteState(side, readsOnNew, null, null);
  }

  /** By an attempt whose hold goes on; reads follow writes. */
  public RouteState moved(Side side, String by) {
    return new RouteState(side, side == Side.NEW ? 100 : 0, hold, null, by);
  }
}
