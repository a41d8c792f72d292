package dev.crossfade.gateway.record;

import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.HoldBook;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.RouteTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A record with what the gateway makes of it.
 *
 * @param lanes of all routes, by index
 * @param retired lanes of earlier records on which writes may still be under way
 */
record Obeyed(RouteRecord record, List<Lane> lanes, List<Lane> retired) {

  static Obeyed first(RouteTable table, RouteRecord record) {
    List<Lane> lanes =
        table.rules().stream()
            .map(rule -> record.route(rule.name()))
            .map(
                state ->
                    new Lane(
                        state,
                        Lane.NOT_HELD,
                        new AtomicInteger(),
                        new Cohorts(state.readsOnNew(), record.epoch())))
            .toList();
    return new Obeyed(record, lanes, List.of());
  }

  Obeyed next(RouteTable table, RouteRecord next, HoldBook holds, Instant now, long nanos) {
    List<Lane> fresh = new ArrayList<>();
    List<Lane> left = new ArrayList<>(retired);
    left.removeIf(lane -> lane.crossing().get() == 0);
    boolean same = next.table().equals(record.table());
    for (int i = 0; i < lanes.size(); i++) {
      RouteRule rule = table.rules().get(i);
      RouteState state = next.route(rule.name());
      Lane before = lanes.get(i);
      AtomicInteger crossing =
          same && alike(before.state(), state) ? before.crossing() : new AtomicInteger();
      Lane lane =
          new Lane(
              state,
              until(state, holds, now, nanos),
              crossing,
              cohorts(before, state, next.epoch()));
      if (lane.crossing() != before.crossing()) {
        left.add(before);
      }
      fresh.add(lane);
    }
    return new Obeyed(next, List.copyOf(fresh), List.copyOf(left));
  }

  /** Writes that crossed by a lane with the same hold and side are as good under the new one. */
  private static boolean alike(RouteState was, RouteState state) {
    return was.writes() == state.writes() && state.hold() == null && was.hold() == null;
  }

  private static Cohorts cohorts(Lane before, RouteState state, long epoch) {
    return before.state().readsOnNew() == state.readsOnNew()
        ? before.cohorts()
        : new Cohorts(state.readsOnNew(), epoch);
  }

  private static long until(RouteState state, HoldBook holds, Instant now, long nanos) {
    Hold hold = state.hold();
    if (hold == null) {
      return Lane.NOT_HELD;
    }
    Duration left = holds.left(hold, now);
    return nanos + left.toNanos();
  }
}
