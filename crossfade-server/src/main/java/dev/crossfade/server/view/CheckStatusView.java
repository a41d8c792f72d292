package dev.crossfade.server.view;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckVerdict;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest result of every check.
 *
 * @param migration name of the migration
 * @param folder the specification's folder as the user named it
 * @param gates why entities are not published although they are ready, by entity
 * @param checks in the order of the graph
 * @param now the time to which ages refer
 */
public record CheckStatusView(
    String migration,
    String folder,
    Map<String, String> gates,
    List<CheckStatusView.Line> checks,
    Instant now)
    implements View {

  /**
   * One check.
   *
   * @param result null when it was never asked
   * @param state by now; null likewise
   */
  public record Line(Check check, @Nullable CheckResult result, @Nullable CheckState state) {
    String words() {
      return state == null ? "never asked" : state.name();
    }
  }

  /** What all of it amounts to by now. */
  public CheckVerdict verdict() {
    Map<String, CheckResult> results = new HashMap<>();
    List<Check> asked = new ArrayList<>();
    for (Line line : checks) {
      CheckResult result = line.result();
      CheckState state = line.state();
      if (line.check().kind() == CheckKind.REPORT) {
        continue;
      }
      asked.add(line.check());
      if (result != null && state != null) {
        results.put(line.check().id(), result.as(state, ""));
      }
    }
    return CheckVerdict.of(asked, results);
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>(table().lines());
    lines.add("");
    gates.forEach(
        (entity, why) -> lines.add(console.paint(Ink.BAD, entity + " is not published: " + why)));
    lines.add(console.paint(verdict().good() ? Ink.GOOD : Ink.BAD, "Verdict: " + verdict()));
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("check", "severity", "state", "asked", "finding");
    for (Line line : checks) {
      CheckResult result = line.result();
      table.row(
          line.check().id(),
          line.check().severity(),
          line.words(),
          result == null
              ? "never"
              : Words.age(Duration.between(result.startedAt().plus(result.took()), now)),
          result == null ? "" : result.sentence());
    }
    return table;
  }

  @Override
  public Object document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/check-status/v1");
    document.put("migration", migration);
    document.put("verdict", verdict().name());
    document.put("held", gates);
    document.put("checks", checks.stream().map(CheckStatusView::map).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  private static Map<String, @Nullable Object> map(Line line) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    CheckResult result = line.result();
    map.put("check", line.check().id());
    map.put("severity", line.check().severity().name());
    map.put("state", line.state() == null ? "NEVER" : line.words());
    map.put("askedAt", result == null ? null : result.startedAt().toString());
    map.put("finding", result == null ? null : result.sentence());
    return map;
  }

  @Override
  public List<String> nextSteps() {
    if (!gates.isEmpty()) {
      return List.of("crossfade check override " + folder + " NODE --reason TEXT");
    }
    return verdict().good() ? List.of() : List.of("crossfade check run " + folder);
  }
}
