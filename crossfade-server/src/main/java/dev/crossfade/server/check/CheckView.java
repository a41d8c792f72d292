package dev.crossfade.server.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of checks found, for the terminal.
 *
 * @param report everything
 */
public record CheckView(CheckReport report) implements View {

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>(table().lines());
    lines.add("");
    String sentence =
        "Verdict: %s (%d passed, %d failed, %d without an answer, %d skipped)"
            .formatted(
                report.verdict(),
                report.count(CheckState.PASSED),
                report.count(CheckState.FAILED),
                report.count(CheckState.ERROR),
                report.count(CheckState.SKIPPED));
    lines.add(console.paint(report.verdict().good() ? Ink.GOOD : Ink.BAD, sentence));
    for (Check check : report.open()) {
      CheckResult result = report.result(check);
      lines.add("  " + check.id() + " " + result.state());
      result.evidence().forEach(line -> lines.add("    " + Markup.plain(line)));
      report.keys(result).stream()
          .limit(10)
          .forEach(key -> lines.add("      " + Markup.plain(key)));
      if (report.masked(result) > 0) {
        lines.add("      *** (%s)".formatted(Words.count(report.masked(result), "key")));
      }
    }
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table =
        TextTable.of("check", "severity", "state", "observed", "expected", "limit", "took");
    for (Check check : report.asked()) {
      CheckResult result = report.result(check);
      table.row(
          check.id(),
          check.severity(),
          result.state(),
          result.observed(),
          result.expected(),
          result.limit(),
          Words.time(result.took()));
    }
    return table;
  }

  @Override
  public Object document() {
    Map<String, Object> document = new LinkedHashMap<>(CheckDocuments.report(report));
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    return CheckDocuments.nextSteps(report);
  }
}
