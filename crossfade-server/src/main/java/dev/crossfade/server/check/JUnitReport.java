package dev.crossfade.server.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.spec.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JUnit XML: an entity is a suite, a check is a case. */
final class JUnitReport {

  private final CheckReport report;
  private final StringBuilder xml = new StringBuilder();

  private JUnitReport(CheckReport report) {
    this.report = report;
  }

  static String of(CheckReport report) {
    JUnitReport junit = new JUnitReport(report);
    junit.suites();
    return junit.xml.toString();
  }

  private void suites() {
    line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    line("<testsuites%s>".formatted(attribute("name", "crossfade " + report.migration())));
    report.byEntity().forEach(this::suite);
    line("</testsuites>");
  }

  private void suite(String entity, List<Check> checks) {
    long failed = count(checks, CheckState.FAILED);
    long errors = count(checks, CheckState.ERROR) + count(checks, CheckState.STALE);
    long skipped = count(checks, CheckState.SKIPPED);
    line(
        "  <testsuite%s tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\"%s>"
            .formatted(
                attribute("name", entity.isEmpty() ? report.migration() : entity),
                checks.size(),
                failed,
                errors,
                skipped,
                attribute("timestamp", report.run().startedAt().toString())));
    line("    <properties>");
    property("run", report.run().id());
    property("mappingVersion", report.run().mappingVersion());
    report.run().asOf().forEach((source, at) -> property("asOf." + source, at));
    line("    </properties>");
    checks.forEach(check -> test(entity, check, report.result(check)));
    line("  </testsuite>");
  }

  private void test(String entity, Check check, CheckResult result) {
    line(
        "    <testcase%s%s time=\"%s\">"
            .formatted(
                attribute("classname", report.migration() + "." + entity),
                attribute("name", check.id()),
                seconds(result.took())));
    String sentence = CheckReport.sentence(result);
    switch (result.state()) {
      case FAILED -> outcome("failure", check, sentence, result);
      case ERROR, STALE -> outcome("error", check, sentence, result);
      case SKIPPED -> line("      <skipped" + attribute("message", sentence) + "/>");
      case PASSED -> {
        // nothing to add
      }
    }
    line("    </testcase>");
  }

  private void outcome(String element, Check check, String sentence, CheckResult result) {
    String type = check.severity() == Severity.WARN ? "warning" : check.kind().text();
    line(
        "      <%s%s%s>%s</%s>"
            .formatted(
                element,
                attribute("type", type),
                attribute("message", sentence),
                Markup.xml(details(result)),
                element));
  }

  private String details(CheckResult result) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> each :
        List.of(
            Map.entry("expected", result.expected()),
            Map.entry("observed", result.observed()),
            Map.entry("limit", result.limit()))) {
      if (!each.getValue().isEmpty()) {
        text.append(each.getKey()).append(": ").append(each.getValue()).append('\n');
      }
    }
    result.evidence().forEach(each -> text.append(each).append('\n'));
    report.keys(result).forEach(each -> text.append("key: ").append(each).append('\n'));
    return text.toString();
  }

  private void property(String name, String value) {
    line("      <property%s%s/>".formatted(attribute("name", name), attribute("value", value)));
  }

  private long count(List<Check> checks, CheckState state) {
    return checks.stream().filter(check -> report.result(check).state() == state).count();
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + Markup.xml(value) + "\"";
  }

  private void line(String line) {
    xml.append(line).append('\n');
  }
}
