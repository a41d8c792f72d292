package dev.crossfade.core.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which record may follow which. A store of records asks in the transaction that writes, so that
 * there is no way around it: at no instant do two sides take writes.
 *
 * <p>Writes move to the other side only from a hold that all gateways have obeyed, while none of
 * them can have given it up: a gateway that does not hear of the move in time cannot renew its
 * record either, and holds writes for that reason, before its hold runs out.
 */
public final class RouteRules {

  /** A gateway that has not renewed its record for this long forwards no write. */
  public static final Duration LEASE = Duration.ofSeconds(2);

  private static final Duration REMEMBERED = Duration.ofHours(1);

  private RouteRules() {}

  /**
   * Why a record may not follow.
   *
   * @param now the record in force
   * @param next the one that is to follow
   * @param age how long ago the first of its holds was published; not asked for without holds
   * @param gateways that obey it
   * @return reasons; empty when it may
   */
  public static List<String> hindrances(
      RouteRecord now, RouteRecord next, Duration age, List<GatewaySign> gateways) {
    List<String> reasons = new ArrayList<>();
    boolean moves = false;
    for (String name : new TreeSet<>(next.routes().keySet())) {
      RouteState before = now.route(name);
      if (before.writes() != next.route(name).writes()) {
        moves = true;
        reasons.addAll(notHeld(name, before, age));
      }
    }
    for (Map.Entry<String, RouteState> each : now.routes().entrySet()) {
      if (!next.routes().containsKey(each.getKey())) {
        reasons.add("route " + each.getKey() + " would be forgotten");
      }
    }
    return moves ? with(reasons, unsettled(now, gateways)) : reasons;
  }

  /** Whether a record goes on with a hold of the one before, so that its age is that one's. */
  public static boolean goesOnHolding(RouteRecord now, RouteRecord next) {
    Set<String> known = holds(now);
    return holds(next).stream().anyMatch(known::contains);
  }

  private static Set<String> holds(RouteRecord record) {
    return record.routes().values().stream()
        .map(RouteState::hold)
        .flatMap(Stream::ofNullable)
        .map(Hold::id)
        .collect(Collectors.toSet());
  }

  private static List<String> notHeld(String name, RouteState before, Duration age) {
    Hold hold = before.hold();
    if (hold == null) {
      return List.of("writes of route " + name + " are not held");
    }
    Duration left = hold.limit().minus(LEASE).minus(age);
    return left.isNegative()
        ? List.of("the hold of route " + name + " is too old: a gateway may give it up soon")
        : List.of();
  }

  /** Whether a gateway has said nothing for so long that nobody wants to know any more. */
  public static boolean forgettable(GatewaySign sign) {
    return sign.silent().compareTo(sign.gone().plus(REMEMBERED)) > 0;
  }

  /** Gateways that may still be forwarding what the record does not allow, in words. */
  public static List<String> unsettled(RouteRecord now, List<GatewaySign> gateways) {
    return gateways.stream()
        .filter(sign -> sign.counts() && sign.settled() < now.epoch())
        .map(
            sign ->
                "gateway %s has obeyed epoch %d, not yet %d"
                    .formatted(sign.gateway(), sign.settled(), now.epoch()))
        .toList();
  }

  private static List<String> with(List<String> reasons, List<String> more) {
    List<String> all = new ArrayList<>(reasons);
    all.addAll(more);
    return all;
  }
}
