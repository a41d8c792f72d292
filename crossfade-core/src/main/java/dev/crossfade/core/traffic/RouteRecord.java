package dev.crossfade.core.traffic;

import dev.crossfade.core.audit.CanonicalText;
import dev.crossfade.core.audit.JsonText;
import dev.crossfade.core.canary.CanaryRun;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one value that all gateways of a group obey. It is never changed, only replaced by one of the
 * next epoch.
 *
 * @param group the gateways it is for
 * @param epoch larger than that of every record before
 * @param by who made it
 * @param table digest of the routes that the gateways must have in their files; a gateway with
 *     others forwards no write
 * @param routes by name; a route that is not named is as it began
 * @param basis epoch of the last record that was more than a step of a canary: whoever looked at
 *     that one, and is about something else, need not look again
 */
public record RouteRecord(
    String group, long epoch, String by, String table, Map<String, RouteState> routes, long basis) {

  /** The first line of what is signed, so that no other signed text can pass for a record. */
  static final String HEAD = "crossfade.dev/route-record/v1\n";

  public RouteRecord {
    routes = Map.copyOf(routes);
    if (epoch < 0) {
      throw new IllegalArgumentException("an epoch is not negative");
    }
    if (basis < 0 || basis > epoch) {
      throw new IllegalArgumentException("a record does not rest on a later one");
    }
  }

  /** A record that is more than a step of a canary. */
  public RouteRecord(
      String group, long epoch, String by, String table, Map<String, RouteState> routes) {
    this(group, epoch, by, table, routes, epoch);
  }

  /** A record for gateways of no table; none of them forwards writes by it. */
  public RouteRecord(String group, long epoch, String by, Map<String, RouteState> routes) {
    this(group, epoch, by, "", routes);
  }

  /** What holds before anybody made a record: everything is with the legacy stack. */
  public static RouteRecord initial(String group) {
    return new RouteRecord(group, 0, "nobody", Map.of());
  }

  /** What it says of a route. */
  public RouteState route(String name) {
    return routes.getOrDefault(name, RouteState.INITIAL);
  }

  /** Whether all of some routes send writes to a side, and nobody holds or moves them. */
  public boolean rests(Set<String> names, Side side) {
    return names.stream()
        .map(this::route)
        .allMatch(state -> state.writes() == side && state.hold() == null);
  }

  /** The next record, in which one route is different. */
  public RouteRecord with(String route, RouteState state, String actor) {
    return with(Map.of(route, state), actor);
  }

  /**
   * The next record, in which canaries of some routes have gone a step.
   *
   * @throws IllegalArgumentException when more than that is different
   */
  public RouteRecord stepped(Map<String, RouteState> changed, String actor) {
    Map<String, RouteState> all = new HashMap<>(routes);
    all.putAll(changed);
    RouteRecord next = new RouteRecord(group, epoch + 1, actor, table, all, basis);
    if (!next.stepOf(this)) {
      throw new IllegalArgumentException("more than a step of a canary");
    }
    return next;
  }

  /** Whether another record, in which nobody holds writes, differs by steps of canaries only. */
  boolean stepOf(RouteRecord before) {
    return basis == before.basis
        && table.equals(before.table)
        && routes.keySet().equals(before.routes.keySet())
        && holds().isEmpty()
        && routes.keySet().stream().allMatch(name -> stepped(before.route(name), route(name)));
  }

  private static boolean stepped(RouteState before, RouteState next) {
    return before.equals(next)
        || (before.canary() != null
            && next.canary() != null
            && before.writes() == next.writes()
            && before.movedBy().equals(next.movedBy())
            && before.hold() == null);
  }

  /** The next record, in which some routes are different. */
  public RouteRecord with(Map<String, RouteState> changed, String actor) {
    Map<String, RouteState> all = new HashMap<>(routes);
    changed.forEach((name, state) -> all.put(name, begun(state)));
    return new RouteRecord(group, epoch + 1, actor, table, all);
  }

  /** A hold that is not in this record begins with the next, which is part of its name. */
  private RouteState begun(RouteState state) {
    Hold hold = state.hold();
    return hold == null || holds().contains(hold.id())
        ? state
        : state.held(hold.begunBy(epoch + 1));
  }

  /** The names of all holds in it. */
  Set<String> holds() {
    return routes.values().stream()
        .map(RouteState::hold)
        .flatMap(Stream::ofNullable)
        .map(Hold::id)
        .collect(Collectors.toSet());
  }

  /**
   * The next record, for gateways with this table: it names all their routes and no others. A route
   * that is not in this one takes the side that the others have.
   */
  public RouteRecord over(RouteTable routesOfFile, String actor) {
    Side side = routes.values().stream().map(RouteState::writes).findFirst().orElse(Side.LEGACY);
    RouteState begins = RouteState.INITIAL.writesTo(side);
    Map<String, RouteState> all = new HashMap<>();
    for (RouteRule rule : routesOfFile.rules()) {
      all.put(rule.name(), routes.getOrDefault(rule.name(), begins));
    }
    return new RouteRecord(group, epoch + 1, actor, routesOfFile.digest(), all);
  }

  /** The text that is signed. */
  public String text() {
    Map<String, @Nullable Object> states = new TreeMap<>();
    routes.forEach((name, state) -> states.put(name, object(state)));
    Map<String, @Nullable Object> whole = new TreeMap<>();
    whole.put("group", group);
    whole.put("epoch", epoch);
    whole.put("by", by);
    if (!table.isEmpty()) {
      whole.put("table", table);
    }
    if (basis != epoch) {
      whole.put("basis", basis);
    }
    whole.put("routes", states);
    return HEAD + CanonicalText.of(whole) + "\n";
  }

  private static Map<String, @Nullable Object> object(RouteState state) {
    Map<String, @Nullable Object> object = new TreeMap<>();
    object.put("writes", state.writes().word());
    object.put("readsOnNew", state.readsOnNew());
    CanaryRun canary = state.canary();
    if (canary != null) {
      object.put("canary", canary.fields());
    }
    Hold hold = state.hold();
    if (hold != null) {
      object.put("hold", Map.of("id", hold.id(), "millis", hold.limit().toMillis()));
    }
    if (!state.movedBy().isEmpty()) {
      object.put("movedBy", state.movedBy());
    }
    return object;
  }

  /**
   * The inverse of {@link #text()}.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  static RouteRecord parse(String text) {
    if (!text.startsWith(HEAD)) {
      throw new IllegalArgumentException("no route record");
    }
    try {
      Map<String, @Nullable Object> whole = JsonText.object(text.substring(HEAD.length()));
      Map<String, RouteState> routes = new HashMap<>();
      object(whole, "routes").forEach((name, state) -> routes.put(name, state(object(state))));
      long epoch = number(whole, "epoch");
      RouteRecord record =
          new RouteRecord(
              text(whole, "group"),
              epoch,
              text(whole, "by"),
              whole.containsKey("table") ? text(whole, "table") : "",
              routes,
              whole.containsKey("basis") ? number(whole, "basis") : epoch);
      if (!record.text().equals(text)) {
        throw new IllegalArgumentException("a route record with something else in it");
      }
      return record;
    } catch (ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("an incomplete route record", e);
    }
  }

  private static RouteState state(Map<String, @Nullable Object> state) {
    Hold hold = null;
    if (state.containsKey("hold")) {
      Map<String, @Nullable Object> held = object(state, "hold");
      hold = new Hold(text(held, "id"), Duration.ofMillis(number(held, "millis")));
    }
    CanaryRun canary = state.containsKey("canary") ? CanaryRun.of(object(state, "canary")) : null;
    return new RouteState(
        Side.of(text(state, "writes")),
        Math.toIntExact(number(state, "readsOnNew")),
        hold,
        canary,
        state.containsKey("movedBy") ? text(state, "movedBy") : "");
  }

  private static Map<String, @Nullable Object> object(
      Map<String, @Nullable Object> map, String name) {
    return object(map.get(name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
  }

  private static String text(Map<String, @Nullable Object> map, String name) {
    return (String) Objects.requireNonNull(map.get(name));
  }

  private static long number(Map<String, @Nullable Object> map, String name) {
    return (Long) Objects.requireNonNull(map.get(name));
  }
}
