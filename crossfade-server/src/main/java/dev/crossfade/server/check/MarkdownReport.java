package dev.crossfade.server.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import java.util.List;

/** Markdown for pull requests and job summaries, below the size that GitHub takes. */
final class MarkdownReport {

  private static final int MOST = 60_000;

  private MarkdownReport() {}

  static String of(CheckReport report) {
    StringBuilder text = new StringBuilder();
    text.append("<!-- crossfade:checks -->\n");
    text.append(
        "## Checks of %s: %s\n\n".formatted(Markup.markdown(report.migration()), report.verdict()));
    text.append(
        "%d passed, %d failed, %d without an answer, %d skipped. Mapping `%s`%s.\n\n"
            .formatted(
                report.count(CheckState.PASSED),
                report.count(CheckState.FAILED),
                report.count(CheckState.ERROR),
                report.count(CheckState.SKIPPED),
                report.run().mappingVersion().replaceAll("(.{12}).+", "$1…"),
                report.run().asOf().isEmpty()
                    ? ""
                    : ", as of " + Markup.markdown(report.run().asOf().toString())));
    List<Check> open = report.open();
    if (!open.isEmpty()) {
      table(report, open, text);
    }
    text.append("<details><summary>All checks</summary>\n\n");
    table(report, report.asked(), text);
    if (text.length() > MOST) {
      text.setLength(text.lastIndexOf("\n", MOST) + 1);
      text.append("\n… more than fits here.\n");
    }
    return text.append("\n</details>\n").toString();
  }

  private static void table(CheckReport report, List<Check> checks, StringBuilder text) {
    text.append("| check | severity | state | observed | expected | limit | why |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    for (Check check : checks) {
      CheckResult result = report.result(check);
      text.append("| ");
      for (String cell :
          List.of(
              check.id(),
              CheckReport.word(check.severity()),
              result.state().name(),
              result.observed(),
              result.expected(),
              result.limit(),
              String.join("; ", result.evidence()))) {
        text.append(Markup.markdown(cell)).append(" | ");
      }
      text.append('\n');
    }
    text.append('\n');
  }
}
