package dev.crossfade.core.preflight;

import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.PauseForecast;
import dev.crossfade.core.spec.CutoverSpec.Canaries;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteRules;
import dev.crossfade.core.traffic.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether clients can be moved by their gateways, and how long they would wait. */
public final class TrafficGates {

  /** A gateway renews its record five times a second. */
  private static final Duration ALIVE = Duration.ofSeconds(1);

  private TrafficGates() {}

  /**
   * Whether the gateways obey.
   *
   * @param expected whether clients come through gateways at all
   * @param routes that move together
   * @param from the side that they are to leave
   */
  public static Gate gateways(
      Expected expected,
      RouteRecord record,
      Collection<GatewaySign> signs,
      Collection<String> routes,
      Side from) {
    List<GatewaySign> counting = signs.stream().filter(GatewaySign::counts).toList();
    List<String> wrong = new ArrayList<>(routes(record, routes, from));
    if (expected == Expected.SOME) {
      wrong.addAll(RouteRules.unknown(record, routes));
    }
    List<GatewaySign> alive =
        counting.stream().filter(sign -> sign.silent().compareTo(ALIVE) <= 0).toList();
    counting.stream()
        .filter(sign -> !alive.contains(sign))
        .forEach(
            sign ->
                wrong.add(sign.gateway() + " is silent for " + sign.silent().toMillis() + " ms"));
    wrong.addAll(RouteRules.unsettled(record, List.copyOf(counting)));
    if (expected == Expected.SOME && alive.isEmpty()) {
      wrong.add("none is alive");
    }
    String value =
        expected == Expected.NONE && counting.isEmpty()
            ? "none, clients are moved by hand"
            : alive.size() + " alive, epoch " + record.epoch() + staying(record, routes);
    return wrong.isEmpty()
        ? Findings.pass(Item.GATEWAYS.word(), value, "all obey, nothing is held")
        : Findings.fail(
            Item.GATEWAYS.word(),
            value,
            "all obey, nothing is held",
            Findings.some(wrong),
            "crossfade route show");
  }

  /** Routes that the migration does not move: whoever comes by them goes on where he was. */
  private static String staying(RouteRecord record, Collection<String> routes) {
    Set<String> others = new TreeSet<>(record.routes().keySet());
    others.removeAll(routes);
    return others.isEmpty() ? "" : "; not moved: " + String.join(", ", others);
  }

  /** Whether clients come through gateways. */
  public enum Expected {
    SOME,
    NONE
  }

  private static List<String> routes(RouteRecord record, Collection<String> routes, Side from) {
    List<String> wrong = new ArrayList<>();
    for (String route : new TreeSet<>(routes)) {
      if (record.route(route).writes() != from) {
        wrong.add("writes of route " + route + " are not on the " + from.word() + " stack");
      }
      if (record.route(route).hold() != null) {
        wrong.add("writes of route " + route + " are held");
      }
    }
    return wrong;
  }

  /**
   * Whether canaries that were begun have gone through all their steps. A move takes them from the
   * record, so they are of the time since the last one.
   *
   * @param canaries whether there has to be one on each route, with every step of it judged
   */
  public static Gate canary(RouteRecord record, Collection<String> routes, Canaries canaries) {
    boolean required = canaries == Canaries.REQUIRED;
    List<String> open = new ArrayList<>();
    List<String> byHand = new ArrayList<>();
    int judged = 0;
    for (String route : new TreeSet<>(routes)) {
      CanaryRun run = record.route(route).canary();
      if (run == null) {
        if (required) {
          open.add("none was begun on " + route + " since clients were moved last");
        }
      } else if (run.mode() != CanaryRun.Mode.DONE) {
        open.add("that of " + route + " is " + run.word() + ": " + run.why());
      } else if (run.judgedThrough()) {
        judged++;
      } else {
        byHand.add("that of " + route + " was not judged: " + String.join(", ", run.unjudged()));
      }
    }
    String value = canaries(judged, byHand, open);
    String limit = required ? "one of each route, judged at every step" : "all that were begun";
    if (required) {
      open.addAll(byHand);
    }
    return open.isEmpty()
        ? Findings.pass(Item.CANARY.word(), value, limit)
        : Findings.fail(Item.CANARY.word(), value, limit, Findings.some(open), canaryFix(canaries));
  }

  private static String canaries(int judged, List<String> byHand, List<String> open) {
    if (judged + byHand.size() == 0) {
      return open.isEmpty() ? "none was begun, nothing was judged" : "none has ended well";
    }
    String value = judged + " judged through";
    return byHand.isEmpty()
        ? value
        : value + "; " + byHand.size() + " ended by hand: " + Findings.some(byHand);
  }

  private static String canaryFix(Canaries canaries) {
    return canaries == Canaries.REQUIRED
        ? "crossfade canary start and run; after hand-made steps a new one with --steps 100 is judged"
            + " where the share is"
        : "crossfade canary status; a share that somebody sets takes its place";
  }

  /** Whether the clock of the store was set back while gateways spoke. */
  public static Gate clocks(Collection<GatewaySign> signs) {
    List<String> later =
        signs.stream()
            .filter(sign -> sign.silent().isNegative())
            .map(sign -> sign.gateway() + " by " + sign.silent().negated().toMillis() + " ms")
            .toList();
    return later.isEmpty()
        ? Findings.pass(Item.CLOCKS.word(), "none", "none")
        : Findings.fail(
            Item.CLOCKS.word(),
            "spoke later than now: " + Findings.some(later),
            "none",
            "the store's clock was set back",
            "let its clock be right, then wait until the gateways have spoken again");
  }

  /** Whether the pause that is to be expected fits. */
  public static Gate pause(PauseForecast forecast, Duration longest) {
    String value = "about " + forecast.pause().toMillis() + " ms";
    String limit = longest.toMillis() + " ms";
    return forecast.fits(longest)
        ? Findings.pass(Item.PAUSE.word(), value, limit)
        : Findings.fail(
            Item.PAUSE.word(),
            value,
            limit,
            ("gateways %d ms, transactions %d ms, %d changes behind at %.0f/s, entities without key"
                    + " %d ms, the rest %d ms")
                .formatted(
                    forecast.gateways().toMillis(),
                    forecast.oldest().toMillis(),
                    forecast.behind(),
                    forecast.perSecond(),
                    forecast.whole().toMillis(),
                    forecast.fixed().toMillis()),
            forecast.whole().isZero()
                ? "wait for a quieter moment, or raise cutover.maxWritePauseMillis"
                : "an entity without key is compared as a whole when rows are added: crossfade verify"
                    + " --since-last tells whether they are; give it a key, add no rows meanwhile,"
                    + " or raise cutover.maxWritePauseMillis");
  }
}
