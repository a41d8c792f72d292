package dev.crossfade.server.cutover;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How moving clients went.
 *
 * @param migration its name
 * @param folder of the specification as the user named it
 * @param to the side that they were to be moved to
 * @param report of whoever moved them; null when there is none of this attempt
 * @param trouble why it did not come across; empty when it did
 */
public record CrossingEndView(
    String migration, String folder, Side to, @Nullable CrossingReport report, String trouble)
    implements View {

  /** Whether clients are where they were to go. */
  public boolean across() {
    return trouble.isEmpty();
  }

  private String sentence() {
    CrossingReport found = report;
    if (!across()) {
      return "Clients of " + migration + " are where they were: " + trouble;
    }
    return "Clients of %s are on the %s stack%s."
        .formatted(migration, to.word(), found == null ? "" : "; " + found.waited());
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    lines.add(console.paint(across() ? Ink.STRONG : Ink.BAD, sentence()));
    if (report != null) {
      lines.addAll(table().lines());
    }
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("step", "name", "ms");
    CrossingReport found = report;
    if (found != null) {
      new TreeMap<>(found.steps())
          .forEach((step, time) -> table.row(step.code(), name(step), time.toMillis()));
    }
    return table;
  }

  private static String name(CutoverStep step) {
    return step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/crossing/v1");
    document.put("migration", migration);
    document.put("to", to.word());
    document.put("across", across());
    document.put("summary", sentence());
    document.put("trouble", trouble);
    document.put("attempt", attempt(report));
    document.put("next_steps", nextSteps());
    return document;
  }

  /** An attempt for programs; null for none. */
  static @Nullable Object attempt(@Nullable CrossingReport report) {
    if (report == null) {
      return null;
    }
    Map<String, Object> steps = new LinkedHashMap<>();
    new TreeMap<>(report.steps()).forEach((step, time) -> steps.put(step.code(), time.toMillis()));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("passage", report.passage().id());
    map.put("to", report.passage().to().word());
    map.put("begun", report.begun().toString());
    map.put("epoch", report.epoch());
    map.put("across", report.across());
    if (report.pauseMillis() != null) {
      map.put("pauseMillis", report.pauseMillis());
    }
    map.put("stepMillis", steps);
    map.put("why", report.why());
    return map;
  }

  @Override
  public List<String> nextSteps() {
    if (!across()) {
      return List.of(
          "crossfade " + (to == Side.NEW ? "cutover" : "rollback") + " preflight " + folder);
    }
    return List.of("crossfade cutover certificate " + folder, "crossfade cutover status " + folder);
  }
}
