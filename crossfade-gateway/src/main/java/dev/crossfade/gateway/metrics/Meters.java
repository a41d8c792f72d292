package dev.crossfade.gateway.metrics;

import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.RouteTable;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.gateway.record.RecordKeeper;
import dev.crossfade.gateway.record.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Everything that a gateway counts. */
public final class Meters {

  private static final String PREFIX = "crossfade_gateway_";

  private final RouteTable table;
  private final List<RouteMeter> routes = new ArrayList<>();
  private final LongAdder unrouted = new LongAdder();
  private final AtomicInteger clients = new AtomicInteger();
  private final AtomicInteger[] connections = {new AtomicInteger(), new AtomicInteger()};

  public Meters(RouteTable table) {
    this.table = table;
    table.rules().forEach(rule -> routes.add(new RouteMeter()));
  }

  /** Of the route with this index. */
  public RouteMeter route(int index) {
    return routes.get(index);
  }

  /** A request was refused before it had a route. */
  public void unrouted() {
    unrouted.increment();
  }

  /** How many connections to a stack are open; changed by those who open them. */
  public AtomicInteger connections(Side side) {
    return connections[side.ordinal()];
  }

  /** How many connections of clients are open; changed by those who take them. */
  public AtomicInteger clients() {
    return clients;
  }

  /** All of it in the text form of Prometheus. */
  public String text(RecordKeeper keeper) {
    StringBuilder text = new StringBuilder();
    answers(text);
    head(text, "request_duration_seconds", "histogram", "Time until a request was answered.");
    each(
        (rule, meter) -> {
          for (Side side : Side.values()) {
            meter
                .durations(side)
                .print(text, PREFIX + "request_duration_seconds", labels(rule, side));
          }
        });
    head(text, "writes_held", "gauge", "Writes that wait.");
    each((rule, meter) -> value(text, "writes_held", label(rule), meter.held.get()));
    counts(
        text,
        "holds_refused_total",
        "Writes not forwarded: they waited too long, too many did, or the gateway ended.");
    counts(text, "fallbacks_total", "Reads that the legacy stack answered instead of the new one.");
    counts(text, "mirrored_total", "Copies of reads by what became of them.");
    stacks(text);
    record(text, keeper);
    return text.toString();
  }

  private void answers(StringBuilder text) {
    head(text, "requests_total", "counter", "Requests answered by a stack, by class of status.");
    each(
        (rule, meter) -> {
          for (Side side : Side.values()) {
            for (int each = 1; each < RouteMeter.CLASSES; each++) {
              String labels = labels(rule, side) + ",outcome=\"" + each + "xx\"";
              value(text, "requests_total", labels, meter.answers(side, each));
            }
          }
        });
    head(text, "refused_total", "counter", "Requests refused before they had a route.");
    text.append(PREFIX).append("refused_total ").append(unrouted.sum()).append('\n');
  }

  private void counts(StringBuilder text, String name, String help) {
    head(text, name, "counter", help);
    each(
        (rule, meter) -> {
          LongAdder[] adders = adders(meter, name);
          Enum<?>[] words = words(name);
          for (int i = 0; i < adders.length; i++) {
            String word = words[i].name().toLowerCase(Locale.ROOT);
            value(text, name, label(rule) + ",outcome=\"" + word + "\"", adders[i].sum());
          }
        });
  }

  private static LongAdder[] adders(RouteMeter meter, String name) {
    return switch (name) {
      case "holds_refused_total" -> meter.refusals;
      case "fallbacks_total" -> meter.fallbacks;
      default -> meter.mirrored;
    };
  }

  private static Enum<?>[] words(String name) {
    return switch (name) {
      case "holds_refused_total" -> RouteMeter.HoldRefusal.values();
      case "fallbacks_total" -> RouteMeter.Fallback.values();
      default -> RouteMeter.Mirrored.values();
    };
  }

  private void stacks(StringBuilder text) {
    head(text, "upstream_connections", "gauge", "Open connections to a stack.");
    for (Side side : Side.values()) {
      value(text, "upstream_connections", stack(side), connections(side).get());
    }
    head(text, "client_connections", "gauge", "Open connections of clients.");
    plain(text, "client_connections", clients.get());
  }

  private void record(StringBuilder text, RecordKeeper keeper) {
    Routing routing = keeper.routing();
    head(text, "record_epoch", "gauge", "Epoch of the route record that is obeyed.");
    plain(text, "record_epoch", routing.record().epoch());
    head(text, "record_settled_epoch", "gauge", "Epoch that is obeyed completely.");
    plain(text, "record_settled_epoch", routing.settled());
    head(text, "record_age_seconds", "gauge", "Time since the route record was confirmed.");
    double age = routing.age();
    text.append(PREFIX)
        .append("record_age_seconds ")
        .append(Double.isInfinite(age) ? "+Inf" : String.format(Locale.ROOT, "%.3f", age))
        .append('\n');
    head(text, "records_refused_total", "counter", "Route records that were not obeyed.");
    plain(text, "records_refused_total", keeper.refused());
    head(text, "reads_on_new_ratio", "gauge", "Share of consumers read from the new stack.");
    head(text, "writes_on_new", "gauge", "1 where the new stack takes writes.");
    each(
        (rule, meter) -> {
          var state = routing.record().route(rule.name());
          text.append(PREFIX)
              .append("reads_on_new_ratio{")
              .append(label(rule))
              .append("} ")
              .append(String.format(Locale.ROOT, "%.2f", state.readsOnNew() / 100.0))
              .append('\n');
          value(text, "writes_on_new", label(rule), state.writes() == Side.NEW ? 1 : 0);
        });
  }

  /** Something is done for each route. */
  @FunctionalInterface
  private interface EachRoute {
    void accept(RouteRule rule, RouteMeter meter);
  }

  private void each(EachRoute action) {
    for (int i = 0; i < routes.size(); i++) {
      action.accept(table.rules().get(i), routes.get(i));
    }
  }

  private static String label(RouteRule rule) {
    return "route=\"" + rule.name() + "\"";
  }

  private static String labels(RouteRule rule, Side side) {
    return label(rule) + "," + stack(side);
  }

  private static String stack(Side side) {
    return "stack=\"" + side.word() + "\"";
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
  }

  private static void value(StringBuilder text, String name, String labels, long value) {
    text.append(PREFIX).append(name).append('{').append(labels).append("} ");
    text.append(value).append('\n');
  }

  private static void plain(StringBuilder text, String name, long value) {
    text.append(PREFIX).append(name).append(' ').append(value).append('\n');
  }
}
