package dev.crossfade.core.traffic;

import org.jspecify.annotations.Nullable;

/**
 * What the record says of one route.
 *
 * @param writes the one side that takes writes
 * @param readsOnNew percent of consumers whose reads the new stack answers
 * @param hold whether writes are to wait
 */
public record RouteState(Side writes, int readsOnNew, @Nullable Hold hold) {

  /** How every route begins. */
  public static final RouteState INITIAL = new RouteState(Side.LEGACY, 0, null);

  public RouteState {
    if (readsOnNew < 0 || readsOnNew > 100) {
      throw new IllegalArgumentException("not a percentage: " + readsOnNew);
    }
  }

  public RouteState held(Hold by) {
    return new RouteState(writes, readsOnNew, by);
  }

  public RouteState released() {
    return new RouteState(writes, readsOnNew, null);
  }

  public RouteState share(int percent) {
    return new RouteState(writes, percent, hold);
  }

  public RouteState writesTo(Side side) {
    return new RouteState(side, readsOnNew, null);
  }
}
