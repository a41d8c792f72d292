package dev.crossfade.core.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

  /** Between a store's last look and the moment at which gateways can see the record. */
  public static final Duration TAKES_EFFECT = Duration.ofSeconds(1);

  private static final Duration ALIVE = Duration.ofSeconds(1);
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
    if (next.basis() != next.epoch() && !next.stepOf(now)) {
      reasons.add("it says that it is a step of a canary, and is more");
    }
    boolean moves = false;
    if (!next.table().equals(now.table())) {
      return otherTable(now, next);
    }
    for (String name : new TreeSet<>(next.routes().keySet())) {
      RouteState before = now.route(name);
      if (before.writes() != next.route(name).writes()) {
        moves = true;
        reasons.addAll(notHeld(name, before, age));
      }
    }
    for (String name : new TreeSet<>(now.routes().keySet())) {
      if (!next.routes().containsKey(name)) {
        reasons.add("route " + name + " would be forgotten");
      }
    }
    reasons.addAll(again(now, next));
    if (moves) {
      reasons.addAll(unsettled(now, gateways));
      reasons.addAll(clocks(gateways));
    }
    return reasons;
  }

  /** Whether a record goes on with a hold of the one before, so that its age is that one's. */
  public static boolean goesOnHolding(RouteRecord now, RouteRecord next) {
    Set<String> known = now.holds();
    return next.holds().stream().anyMatch(known::contains);
  }

  /**
   * Prefixes that change hands move writes as well, unless all routes of both write to one side.
   */
  private static List<String> otherTable(RouteRecord now, RouteRecord next) {
    Set<Side> sides = EnumSet.noneOf(Side.class);
    now.routes().values().forEach(state -> sides.add(state.writes()));
    if (sides.isEmpty()) {
      sides.add(Side.LEGACY);
    }
    next.routes().values().forEach(state -> sides.add(state.writes()));
    List<String> reasons = new ArrayList<>(again(now, next));
    if (sides.size() > 1) {
      reasons.add("the table of routes changes only while all routes write to the same side");
    }
    return reasons;
  }

  /** Holds that were begun earlier and given up since: gateways would not begin them again. */
  private static List<String> again(RouteRecord now, RouteRecord next) {
    Set<String> known = now.holds();
    return next.holds().stream()
        .filter(id -> !known.contains(id) && !id.endsWith("@" + next.epoch()))
        .sorted()
        .map(id -> "the hold " + id + " was not begun by this record")
        .toList();
  }

  private static List<String> notHeld(String name, RouteState before, Duration age) {
    Hold hold = before.hold();
    if (hold == null) {
      return List.of("writes of route " + name + " are not held");
    }
    Duration left = oldest(hold).minus(age);
    return left.isNegative()
        ? List.of("the hold of route " + name + " is too old: a gateway may give it up soon")
        : List.of();
  }

  /** A hold that is older moves nothing. */
  private static Duration oldest(Hold hold) {
    return hold.limit().minus(LEASE).minus(TAKES_EFFECT);
  }

  /**
   * How old the holds may be at the instant at which a record is written that moves writes from
   * them; empty for one that moves none. For stores that look twice.
   */
  public static Optional<Duration> oldest(RouteRecord now, RouteRecord next) {
    return now.routes().entrySet().stream()
        .filter(each -> next.route(each.getKey()).writes() != each.getValue().writes())
        .map(each -> each.getValue().hold())
        .flatMap(Stream::ofNullable)
        .map(RouteRules::oldest)
        .min(Comparator.naturalOrder());
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

  /**
   * Routes that a record does not know, in words. Gateways have them not either, and would go on
   * sending what clients ask for where they sent it before.
   */
  public static List<String> unknown(RouteRecord record, Collection<String> routes) {
    String known = String.join(", ", new TreeSet<>(record.routes().keySet()));
    return routes.stream()
        .filter(route -> !record.routes().containsKey(route))
        .sorted()
        .map(
            route ->
                "no gateway of %s has a route %s; they have %s"
                    .formatted(
                        record.group(),
                        route,
                        known.isEmpty() ? "none yet: crossfade route init" : known))
        .toList();
  }

  /** A clock of the store that was set forward makes all gateways look gone, and holds look old. */
  private static List<String> clocks(List<GatewaySign> gateways) {
    if (gateways.isEmpty()) {
      return List.of();
    }
    if (gateways.stream().anyMatch(sign -> sign.silent().isNegative())) {
      return List.of("a gateway said something later than now: the store's clock was set");
    }
    return gateways.stream().anyMatch(sign -> sign.silent().compareTo(ALIVE) < 0)
        ? List.of()
        : List.of("no gateway has said anything for a second: none is left, or a clock was set");
  }
}
