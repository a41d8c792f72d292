package dev.crossfade.engine.cutover;

import dev.crossfade.core.canary.Cohort;
import dev.crossfade.core.canary.Observation;
import dev.crossfade.core.canary.Tally;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.Work;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks, from when clients were moved, at what becomes of their requests on the stack that has them
 * now, as its gateways count them. It tells, and moves nobody: only people know whether what fails
 * would have failed on the other stack, too.
 */
final class StackWatch implements Work {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Looks whose requests are judged together: a minute. */
  private static final int LOOKS = 12;

  private static final long LEAST = 5;
  private static final double SHARE = 0.05;

  private final Supplier<RouteRecord> record;
  private final Set<String> routes;
  private final Supplier<List<GatewaySign>> gateways;
  private final Deque<Map<String, Tally>> looks = new ArrayDeque<>();
  private Map<String, Observation> before = Map.of();
  private @Nullable Side watched;
  private @Nullable Problem trouble;

  /**
   * @param record the one in force
   * @param routes that move together
   * @param gateways what they said last
   */
  StackWatch(
      Supplier<RouteRecord> record, Set<String> routes, Supplier<List<GatewaySign>> gateways) {
    this.record = record;
    this.routes = routes;
    this.gateways = gateways;
  }

  @Override
  public String name() {
    return "moved-clients";
  }

  @Override
  public Duration step() {
    Side side = movedTo(record.get());
    if (side == null || side != watched) {
      begin(side);
    } else {
      look(side);
    }
    return INTERVAL;
  }

  /** What gateways counted before says nothing: it may be of days ago. */
  private void begin(@Nullable Side side) {
    watched = side;
    looks.clear();
    trouble = null;
    before = side == null ? Map.of() : observations();
  }

  private @Nullable Side movedTo(RouteRecord now) {
    return Stream.of(Side.values())
        .filter(side -> now.rests(routes, side))
        .filter(side -> routes.stream().map(now::route).allMatch(RouteState::moved))
        .findFirst()
        .orElse(null);
  }

  private void look(Side side) {
    Cohort cohort = side == Side.NEW ? Cohort.NEW : Cohort.BASELINE;
    Map<String, Observation> now = observations();
    Map<String, Tally> since = new HashMap<>();
    now.forEach(
        (gateway, seen) ->
            since.merge(seen.route(), seen.since(before.get(gateway), cohort), Tally::plus));
    before = now;
    looks.addLast(since);
    if (looks.size() > LOOKS) {
      looks.removeFirst();
    }
    trouble = judged(side);
  }

  private Map<String, Observation> observations() {
    Map<String, Observation> all = new HashMap<>();
    for (GatewaySign gateway : gateways.get()) {
      gateway.seen().stream()
          .filter(seen -> routes.contains(seen.route()))
          .forEach(seen -> all.put(gateway.gateway() + " " + seen.route(), seen));
    }
    return all;
  }

  private @Nullable Problem judged(Side side) {
    Map<String, Tally> sums = new TreeMap<>();
    looks.forEach(look -> look.forEach((route, seen) -> sums.merge(route, seen, Tally::plus)));
    String failing =
        sums.entrySet().stream()
            .filter(each -> each.getValue().failures() >= LEAST)
            .filter(each -> each.getValue().failing() > SHARE)
            .map(each -> text(each.getKey(), each.getValue()))
            .collect(Collectors.joining("; "));
    return failing.isEmpty() ? null : CutoverProblem.failing(side, failing);
  }

  private static String text(String route, Tally seen) {
    return "route %s: %d of %d".formatted(route, seen.failures(), seen.requests());
  }

  @Override
  public Optional<Problem> trouble() {
    return Optional.ofNullable(trouble);
  }
}
