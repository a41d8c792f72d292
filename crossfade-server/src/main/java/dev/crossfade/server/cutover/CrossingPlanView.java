package dev.crossfade.server.cutover;

import dev.crossfade.core.cutover.PauseForecast;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.cutover.PlannedSteps.Planned;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.view.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What would be done to move clients, and how long writes would wait.
 *
 * @param preflight the list that says go or no go
 * @param steps in order
 * @param longest pause that may be
 */
public record CrossingPlanView(PreflightView preflight, List<Planned> steps, Duration longest)
    implements View {

  public CrossingPlanView {
    steps = List.copyOf(steps);
  }

  private PauseForecast forecast() {
    return preflight.result().forecast();
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    lines.add(
        console.paint(
            Ink.STRONG,
            "Moving clients of %s to the %s stack; nothing was changed."
                .formatted(preflight.migration(), preflight.to().word())));
    lines.add("");
    for (Planned step : steps) {
      lines.add("%-4s%-10s%s".formatted(step.code(), step.name(), step.does()));
      lines.add("              interrupted: " + step.interrupted() + "; writes: " + step.writes());
    }
    lines.add("");
    lines.add(
        ("writes would wait about %d ms of %d ms: gateways %d, transactions %d, catching up with"
                + " %d changes, entities without key %d, the rest %d")
            .formatted(
                forecast().pause().toMillis(),
                longest.toMillis(),
                forecast().gateways().toMillis(),
                forecast().oldest().toMillis(),
                forecast().behind(),
                forecast().whole().toMillis(),
                forecast().fixed().toMillis()));
    lines.add(preflight.sentence());
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("step", "name", "does", "interrupted", "writes then");
    steps.forEach(
        step ->
            table.row(step.code(), step.name(), step.does(), step.interrupted(), step.writes()));
    return table;
  }

  @Override
  public Object document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/crossing-plan/v1");
    document.put("migration", preflight.migration());
    document.put("to", preflight.to().word());
    document.put("steps", steps);
    document.put("pauseMillis", forecast().pause().toMillis());
    document.put("longestMillis", longest.toMillis());
    document.put("preflight", preflight.document());
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    String verb = preflight.to() == Side.NEW ? "cutover" : "rollback";
    return preflight.result().go()
        ? List.of("crossfade " + verb + " execute " + preflight.folder())
        : preflight.nextSteps();
  }
}
