package dev.crossfade.core.cutover;

import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What somebody sees who looks at the record and at both databases, the record first.
 *
 * @param record in force
 * @param routes that move together
 * @param barriers of the sides that concern whoever looks
 * @param unsettled gateways that have not obeyed the record yet
 */
public record Sight(
    RouteRecord record, Set<String> routes, Map<Side, Barrier> barriers, List<String> unsettled) {

  public Sight {
    routes = Set.copyOf(routes);
    barriers = Map.copyOf(barriers);
    unsettled = List.copyOf(unsettled);
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("no routes to move");
    }
  }

  /** The same, by somebody who has looked at these fences since. */
  public Sight with(Map<Side, Barrier> looked) {
    return new Sight(record, routes, looked, unsettled);
  }

  /** The side that takes writes. */
  public Side writes() {
    Set<Side> sides = new TreeSet<>();
    routes.forEach(route -> sides.add(record.route(route).writes()));
    if (sides.size() != 1) {
      throw new IllegalStateException("routes that move together are on both sides");
    }
    return sides.iterator().next();
  }

  /** Whether a cutover or a rollback has sent writes to where they go, and not somebody by hand. */
  boolean moved() {
    return routes.stream().map(record::route).anyMatch(RouteState::moved);
  }

  /** Whether somebody has looked at the fence of a side, and found it anything but open. */
  boolean closed(Side side) {
    return barriers.containsKey(side) && !barrier(side).open();
  }

  Barrier barrier(Side side) {
    Barrier barrier = barriers.get(side);
    if (barrier == null) {
      throw new IllegalStateException("nobody looked at the fence of " + side);
    }
    return barrier;
  }

  /** By whose hold writes of any of the routes wait. */
  public Optional<Passage> held() {
    return routes.stream()
        .map(record::route)
        .map(RouteState::hold)
        .flatMap(Stream::ofNullable)
        .flatMap(hold -> Passage.of(hold).stream())
        .findFirst();
  }
}
