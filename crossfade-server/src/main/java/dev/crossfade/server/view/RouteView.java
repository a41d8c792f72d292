package dev.crossfade.server.view;

import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A route record and how far it is obeyed.
 *
 * @param record what is, or would be, in force
 * @param routes of the gateways' file
 * @param gateways what they said last
 * @param standing whether it is in force
 */
public record RouteView(
    RouteRecord record,
    Map<String, RouteState> routes,
    List<GatewaySign> gateways,
    Standing standing)
    implements View {

  /** Whether a record is in force. */
  public enum Standing {
    IN_FORCE,
    DRY_RUN
  }

  public RouteView {
    routes = new LinkedHashMap<>(routes);
    gateways = List.copyOf(gateways);
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: epoch %d by %s%s"
            .formatted(
                record.group(),
                record.epoch(),
                record.by(),
                standing == Standing.DRY_RUN ? ", not put in force" : ""));
    lines.addAll(table().lines());
    if (!gateways.isEmpty()) {
      lines.add("");
      TextTable table = TextTable.of("gateway", "epoch", "obeyed", "silent ms", "counts");
      gateways.forEach(
          sign ->
              table.row(
                  sign.gateway(),
                  sign.epoch(),
                  sign.settled(),
                  sign.silent().toMillis(),
                  sign.counts() ? "yes" : "no"));
      lines.addAll(table.lines());
    }
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("route", "writes", "reads on new", "hold", "hold ms");
    routes.forEach(
        (name, state) -> {
          Hold hold = state.hold();
          table.row(
              name,
              state.writes().word(),
              state.readsOnNew() + " %",
              hold == null ? "" : hold.id(),
              hold == null ? "" : Long.toString(hold.limit().toMillis()));
        });
    return table;
  }

  @Override
  public Object document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/route-record/v1");
    document.put("group", record.group());
    document.put("epoch", record.epoch());
    document.put("by", record.by());
    document.put("in_force", standing == Standing.IN_FORCE);
    List<Object> rows = new ArrayList<>();
    routes.forEach((name, state) -> rows.add(row(name, state)));
    document.put("routes", rows);
    document.put("gateways", gateways.stream().map(RouteView::row).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  private static Map<String, Object> row(String name, RouteState state) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("route", name);
    row.put("writes", state.writes().word());
    row.put("reads_on_new", state.readsOnNew());
    Hold hold = state.hold();
    if (hold != null) {
      row.put("hold", Map.of("id", hold.id(), "millis", hold.limit().toMillis()));
    }
    return row;
  }

  private static Map<String, Object> row(GatewaySign sign) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("gateway", sign.gateway());
    row.put("epoch", sign.epoch());
    row.put("obeyed", sign.settled());
    row.put("silent_millis", sign.silent().toMillis());
    row.put("counts", sign.counts());
    return row;
  }

  @Override
  public List<String> nextSteps() {
    return standing == Standing.DRY_RUN ? List.of("the same without --dry-run") : List.of();
  }
}
