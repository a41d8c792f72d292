package dev.crossfade.server.view;

import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.canary.Cohort;
import dev.crossfade.core.canary.Observation;
import dev.crossfade.core.canary.Tally;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The canaries of a group.
 *
 * @param route the record they are in
 */
public record CanaryView(RouteView route) implements View {

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>(table().lines());
    runs().forEach((name, run) -> lines.addAll(told(name, run)));
    if (route.standing() == RouteView.Standing.DRY_RUN) {
      lines.add("not put in force");
    }
    return lines;
  }

  private static List<String> told(String name, CanaryRun run) {
    String why = name + ": " + run.why();
    return run.unjudged().isEmpty()
        ? List.of(why)
        : List.of(why, name + ": not judged: " + String.join(", ", run.unjudged()));
  }

  private Map<String, CanaryRun> runs() {
    Map<String, CanaryRun> runs = new LinkedHashMap<>();
    for (Map.Entry<String, RouteState> each : route.routes().entrySet()) {
      CanaryRun run = each.getValue().canary();
      if (run != null) {
        runs.put(each.getKey(), run);
      }
    }
    return runs;
  }

  private Tally seen(String name, CanaryRun run, Cohort cohort) {
    Tally sum = Tally.NONE;
    for (GatewaySign gateway : route.gateways()) {
      for (Observation seen : gateway.seen()) {
        if (seen.route().equals(name) && seen.percent() == run.percent()) {
          sum = sum.plus(seen.of(cohort));
        }
      }
    }
    return sum;
  }

  @Override
  public TextTable table() {
    TextTable table =
        TextTable.of(
            "route", "canary", "reads on new", "step", "failed in a row", "new", "baseline");
    runs()
        .forEach(
            (name, run) ->
                table.row(
                    name,
                    run.word(),
                    run.percent() + " %",
                    (run.step() + 1) + " of " + run.plan().percents().size(),
                    run.failures(),
                    seen(name, run, Cohort.NEW).requests(),
                    seen(name, run, Cohort.BASELINE).requests()));
    return table;
  }

  @Override
  public Object document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/canary/v1");
    document.put("group", route.record().group());
    document.put("epoch", route.record().epoch());
    document.put("in_force", route.standing() == RouteView.Standing.IN_FORCE);
    List<Object> rows = new ArrayList<>();
    runs().forEach((name, run) -> rows.add(row(name, run)));
    document.put("canaries", rows);
    document.put("next_steps", nextSteps());
    return document;
  }

  private Map<String, Object> row(String name, CanaryRun run) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("route", name);
    row.put("canary", run.word());
    row.put("reads_on_new", run.percent());
    row.put("step", run.step());
    row.put("percents", run.plan().percents());
    row.put("failed_in_a_row", run.failures());
    row.put("since", run.since().toString());
    row.put("why", run.why());
    row.put("by_hand", run.unjudged());
    row.put("new", row(seen(name, run, Cohort.NEW)));
    row.put("baseline", row(seen(name, run, Cohort.BASELINE)));
    return row;
  }

  private static Map<String, Object> row(Tally tally) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("requests", tally.requests());
    row.put("failures", tally.failures());
    row.put("fallbacks", tally.fallbacks());
    row.put("median_micros", Math.round(tally.latencies().quantile(0.5)));
    row.put("p99_micros", Math.round(tally.latencies().quantile(0.99)));
    return row;
  }

  @Override
  public List<String> nextSteps() {
    if (route.standing() == RouteView.Standing.DRY_RUN) {
      return List.of("the same without --dry-run");
    }
    boolean live = runs().values().stream().anyMatch(CanaryRun::live);
    return live ? List.of("crossfade canary run") : List.of();
  }
}
