package dev.crossfade.server.shadow;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.shadow.Pace;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.server.check.CheckReport.Masking;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What comparisons of both stacks found.
 *
 * @param report everything
 * @param gate what follows from the latest results of all subjects
 * @param now the time to which ages refer
 * @param masking whether keys and values of rows are shown
 */
public record ShadowView(ShadowReport report, Gate gate, Instant now, Masking masking)
    implements View {

  private static final int TOLD = 20;

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>(table().lines());
    for (ShadowResult result : results()) {
      List<Group> told = result.real();
      if (!told.isEmpty()) {
        lines.add("");
        lines.add(name(result) + " differs in:");
        told.stream()
            .limit(TOLD)
            .forEach(group -> lines.add("  " + TextTable.plain(ShadowReport.sentence(group))));
      }
      if (masking == Masking.SHOWN) {
        result.examples().forEach(each -> lines.add("    " + TextTable.plain(each)));
      }
    }
    lines.add("");
    boolean pass = gate.state() == Gate.State.PASS;
    lines.add(
        console.paint(
            pass ? Ink.GOOD : Ink.BAD,
            "Shadow match: %s (%s)".formatted(gate.state(), gate.value())));
    return lines;
  }

  private List<ShadowResult> results() {
    return report.run().results();
  }

  private static String name(ShadowResult result) {
    return result.subject().replace("@", "");
  }

  @Override
  public TextTable table() {
    TextTable table =
        TextTable.of(
            "workload",
            "severity",
            "outcome",
            "rows",
            "in flight",
            "differing",
            "legacy",
            "new",
            "asked",
            "why");
    for (ShadowResult result : results()) {
      table.row(
          name(result),
          report.traits(result.subject()).severity(),
          result.outcome(),
          result.rows(),
          result.inFlight(),
          result.real().stream().mapToLong(Group::differing).sum(),
          median(result.pace().legacy().quantile(0.5)),
          median(result.pace().fresh().quantile(0.5)),
          Words.age(Duration.between(result.startedAt().plus(result.took()), now)),
          result.why());
    }
    return table;
  }

  private static String median(double micros) {
    return micros == 0 ? "" : String.format(Locale.ROOT, "%.1f ms", micros / 1_000);
  }

  @Override
  public Object document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/shadow/v1");
    document.put("migration", report.spec().name());
    document.put("run", report.run().id());
    document.put("mappingVersion", report.run().mappingVersion());
    document.put("gate", gate.state().name());
    document.put("value", gate.value());
    document.put("why", gate.why());
    document.put("results", results().stream().map(this::row).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  private Map<String, Object> row(ShadowResult result) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("workload", name(result));
    row.put("severity", report.traits(result.subject()).severity().name());
    row.put("outcome", result.outcome().name());
    row.put("rows", result.rows());
    row.put("in_flight", result.inFlight());
    row.put("why", result.why());
    row.put("groups", result.groups().stream().map(ShadowView::row).toList());
    row.put("latency", latency(result.pace()));
    row.put("examples", masking == Masking.SHOWN ? result.examples() : List.of());
    row.put("startedAt", result.startedAt().toString());
    row.put("tookMillis", result.took().toMillis());
    return row;
  }

  private static Map<String, Object> row(Group group) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("where", group.route());
    row.put("signature", group.signature());
    row.put("differing", group.differing());
    row.put("compared", group.compared());
    row.put("noise", group.noise());
    row.put("asked", group.asked());
    row.put("real", group.real());
    return row;
  }

  private static Map<String, Object> latency(Pace pace) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("pairs", pace.fresh().count());
    row.put("legacy_median_micros", Math.round(pace.legacy().quantile(0.5)));
    row.put("new_median_micros", Math.round(pace.fresh().quantile(0.5)));
    row.put("legacy_p95_micros", Math.round(pace.legacy().quantile(0.95)));
    row.put("new_p95_micros", Math.round(pace.fresh().quantile(0.95)));
    return row;
  }

  @Override
  public List<String> nextSteps() {
    return switch (gate.state()) {
      case PASS -> List.of();
      case FAIL -> List.of("crossfade shadow report " + report.folder());
      case STALE, UNKNOWN -> List.of("crossfade shadow run " + report.folder());
    };
  }
}
