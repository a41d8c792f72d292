package dev.crossfade.server.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.Measure;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.report.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** One page that needs nothing else, for mail and archives. No script, nothing from elsewhere. */
final class HtmlReport {

  private static final int ROWS = 60;

  private final CheckReport report;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(CheckReport report) {
    this.report = report;
  }

  static String of(CheckReport report) {
    HtmlReport page = new HtmlReport(report);
    page.head();
    page.summary();
    page.entities();
    page.open();
    page.all();
    return page.html.append("</main></body></html>\n").toString();
  }

  private void head() {
    html.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.append(
        "<meta http-equiv=\"Content-Security-Policy\""
            + " content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    html.append("<title>%s: %s</title>".formatted(text(report.migration()), report.verdict()));
    html.append("<style>").append(style()).append("</style></head><body><main>\n");
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: report.css");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void summary() {
    boolean good = report.verdict().good();
    html.append("<header><p class=\"product\">Crossfade checks</p>");
    html.append("<h1>%s</h1>".formatted(text(report.migration())));
    html.append(
        "<p class=\"verdict %s\">%s</p>".formatted(good ? "good" : "bad", report.verdict()));
    html.append("<ul class=\"figures\">");
    figure(CheckState.PASSED, "passed");
    figure(CheckState.FAILED, "failed");
    figure(CheckState.ERROR, "without an answer");
    figure(CheckState.SKIPPED, "skipped");
    html.append("</ul><dl>");
    pair("run", report.run().id());
    pair("asked because of", report.run().trigger().name().toLowerCase(Locale.ROOT));
    pair("begun", report.run().startedAt().toString());
    pair("took", Words.time(Duration.between(report.run().startedAt(), report.run().finishedAt())));
    pair("as of", report.run().asOf().isEmpty() ? "–" : report.run().asOf().toString());
    pair("mapping", report.run().mappingVersion());
    pair("made by", "crossfade " + Machine.version());
    html.append("</dl>");
    if (report.masking() == CheckReport.Masking.MASKED) {
      html.append("<p class=\"note\">Keys and values of rows are not shown.</p>");
    }
    html.append("</header>\n");
  }

  private void figure(CheckState state, String words) {
    html.append(
        "<li class=\"%s\"><b>%d</b> %s</li>"
            .formatted(state.name().toLowerCase(Locale.ROOT), report.count(state), words));
  }

  private void pair(String name, String value) {
    html.append("<dt>%s</dt><dd>%s</dd>".formatted(text(name), text(value)));
  }

  /** A square for each check, by entity. */
  private void entities() {
    html.append("<section><h2>By entity</h2><table class=\"grid\">");
    report
        .byEntity()
        .forEach(
            (entity, checks) -> {
              html.append(
                  "<tr><th scope=\"row\">%s</th><td>"
                      .formatted(text(entity.isEmpty() ? "no entity" : entity)));
              checks.forEach(this::square);
              html.append("</td></tr>");
            });
    html.append("</table></section>\n");
  }

  private void square(Check check) {
    String name =
        check.entity().isEmpty() ? check.id() : check.id().substring(check.entity().length() + 1);
    html.append(
        "<a class=\"square %s\" href=\"#%s\" title=\"%s\">%s</a>"
            .formatted(
                state(check),
                text(anchor(check)),
                text(check.id() + ": " + CheckReport.sentence(report.result(check))),
                text(name)));
  }

  private void open() {
    List<Check> open = report.open();
    if (!open.isEmpty()) {
      html.append("<section><h2>Not passed</h2>");
      open.forEach(check -> details(check, "open"));
      html.append("</section>\n");
    }
  }

  private void all() {
    html.append("<section><h2>Passed</h2>");
    report.asked().stream()
        .filter(check -> report.result(check).state() == CheckState.PASSED)
        .forEach(check -> details(check, ""));
    html.append("</section>");
  }

  private void details(Check check, String open) {
    CheckResult result = report.result(check);
    html.append("<details id=\"%s\" %s>".formatted(text(anchor(check)), open));
    html.append(
        "<summary><span class=\"badge %s\">%s</span> <b>%s</b> %s %s</summary>"
            .formatted(
                state(check),
                result.state(),
                text(check.id()),
                text(CheckReport.sentence(result)),
                Charts.states(report.history().getOrDefault(check.id(), List.of()))));
    html.append("<p>%s</p>".formatted(text(check.description())));
    if (!result.evidence().isEmpty()) {
      html.append("<ul>");
      result.evidence().forEach(each -> html.append("<li>%s</li>".formatted(text(each))));
      html.append("</ul>");
    }
    html.append("<dl>");
    pair("observed", result.observed());
    pair("expected", result.expected());
    pair("limit", result.limit());
    pair("severity", CheckReport.word(check.severity()));
    pair("owner", check.owner().isEmpty() ? "–" : check.owner());
    pair("took", Words.time(result.took()));
    html.append("</dl>");
    keys(result);
    measures(result.measures());
    html.append("</details>\n");
  }

  private void keys(CheckResult result) {
    List<String> keys = report.keys(result);
    if (!keys.isEmpty()) {
      html.append("<p>Rows: ");
      keys.forEach(key -> html.append("<code>%s</code> ".formatted(text(key))));
      html.append("</p>");
    }
  }

  private void measures(List<Measure> measures) {
    if (measures.size() < 2) {
      return;
    }
    html.append(Charts.bars(measures));
    html.append("<table class=\"measures\"><tr><th>what</th><th>expected</th><th>observed</th>");
    html.append("<th>difference</th><th>limit</th></tr>");
    measures.stream()
        .sorted(Comparator.comparing(Measure::within))
        .limit(ROWS)
        .forEach(this::measure);
    html.append("</table>");
    if (measures.size() > ROWS) {
      html.append(
          "<p class=\"note\">%d more are not listed.</p>".formatted(measures.size() - ROWS));
    }
  }

  private void measure(Measure measure) {
    html.append(
        "<tr class=\"%s\"><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
            .formatted(
                measure.within() ? "" : "off",
                text(measure.label()),
                measure.expected().toPlainString(),
                measure.observed().toPlainString(),
                measure.difference().toPlainString(),
                measure.limit().toPlainString()));
  }

  private String state(Check check) {
    return report.result(check).state().name().toLowerCase(Locale.ROOT);
  }

  private static String anchor(Check check) {
    return "check-" + check.id().replaceAll("[^A-Za-z0-9]+", "-");
  }

  private static String text(String text) {
    return Markup.xml(text);
  }
}
