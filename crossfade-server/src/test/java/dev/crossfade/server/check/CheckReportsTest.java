package dev.crossfade.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.Measure;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.server.check.CheckReport.FailOn;
import dev.crossfade.server.check.CheckReport.Masking;
import dev.crossfade.server.output.Console;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What reports say, and what they keep to themselves. */
class CheckReportsTest {
  private static final Instant AT = Instant.parse("2026-11-26T00:00:00Z");
  private static final String NASTY = "<script>alert(\"1\")</script> | 50%, a\u0001b";
  private static final String KEY = "email=ann@example.com";

  private static Check check(String id, Severity severity) {
    return new Check(id, CheckKind.COUNTS, "contact", severity, "", "counts", null, Map.of());
  }

  private static CheckResult result(String id, CheckState state, String... evidence) {
    return new CheckResult(
        id,
        state,
        "3 rows",
        "4 rows",
        "0",
        List.of(evidence),
        List.of(KEY),
        List.of(Measure.of("2026-11-01", 4, 3, 0), Measure.of("2026-11-02", 4, 4, 0)),
        AT,
        Duration.ofMillis(1_500));
  }

  private static CheckReport report(Masking masking) {
    CheckGraph graph =
        new CheckGraph(
            List.of(
                check("contact/a", Severity.ERROR),
                check("contact/b", Severity.WARN),
                check("contact/c", Severity.ERROR),
                check("contact/d", Severity.ERROR),
                check("contact/e", Severity.ERROR)),
            List.of());
    CheckRun run =
        new CheckRun(
            "r1",
            CheckTrigger.CI,
            "v1",
            Map.of("crm", "mark 7"),
            AT,
            AT.plusSeconds(2),
            List.of(
                result("contact/a", CheckState.FAILED, NASTY),
                result("contact/b", CheckState.FAILED, "is odd"),
                result("contact/c", CheckState.PASSED),
                result("contact/d", CheckState.ERROR, "no answer"),
                result("contact/e", CheckState.SKIPPED, "skipped because contact/a failed")));
    Location place = new Location("entities/contact.yaml", 3, 1);
    return new CheckReport(
        "unify",
        Path.of("").toAbsolutePath().resolve("spec").toString(),
        graph,
        run,
        Map.of("contact/a", List.of(CheckState.PASSED, CheckState.FAILED)),
        new Locations(Map.of("entities/contact", new Locations.Place(place, 1))),
        masking);
  }

  private static Element xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  @Test
  void junitIsWellFormedAndCounts() throws Exception {
    Element suite =
        (Element)
            xml(JUnitReport.of(report(Masking.MASKED))).getElementsByTagName("testsuite").item(0);

    assertThat(suite.getAttribute("tests")).isEqualTo("5");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).contains("<script>alert(\"1\")</script>");
    assertThat(failure.getTextContent()).contains("expected: 4 rows").doesNotContain("ann@");
    assertThat(JUnitReport.of(report(Masking.SHOWN))).contains("ann@example.com");
  }

  @Test
  void thePageNeedsNothingAndEscapesEverything() {
    String page = HtmlReport.of(report(Masking.MASKED));

    assertThat(page)
        .contains("default-src 'none'", "&lt;script&gt;", "FAILED", "<svg class=\"bars\"")
        .contains("2026-11-01: 3, expected 4")
        .doesNotContain("<script", "http://", "https://", "src=", "url(", "@import", "ann@");
    assertThat(HtmlReport.of(report(Masking.SHOWN))).contains("ann@example.com");
  }

  @Test
  void sarifAndCodeQualityPointIntoTheRepository() throws Exception {
    JsonNode results =
        new ObjectMapper().readTree(SarifReport.of(report(Masking.SHOWN))).at("/runs/0/results");
    assertThat(results).hasSize(4);
    assertThat(results.get(0).at("/level").asText()).isEqualTo("error");
    assertThat(results.get(3).at("/level").asText()).isEqualTo("warning");
    JsonNode place = results.get(0).at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("spec/entities/contact.yaml");
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(3);

    JsonNode issues = new ObjectMapper().readTree(CodeQualityReport.of(report(Masking.SHOWN)));
    assertThat(issues).hasSize(4);
    assertThat(issues.get(0).at("/location/path").asText()).isEqualTo("spec/entities/contact.yaml");
    assertThat(issues.get(0).at("/severity").asText()).isEqualTo("critical");
    assertThat(issues.findValuesAsText("fingerprint")).doesNotHaveDuplicates();
  }

  @Test
  void annotationsAreEscaped() {
    assertThat(GithubReport.of(report(Masking.MASKED)))
        .contains(
            "::error file=spec/entities/contact.yaml,line=3,title=contact/a FAILED::"
                + NASTY.replace("%", "%25").replace('\u0001', '\ufffd'),
            "::warning file=spec/entities/contact.yaml,line=3,title=contact/b FAILED::is odd");
  }

  @Test
  void markdownKeepsItsTable() {
    assertThat(MarkdownReport.of(report(Masking.MASKED)))
        .contains(
            "## Checks of unify: FAILED", "| `<script>alert(\"1\")</script> \\| 50%, a\ufffdb` |")
        .contains("| 3 rows | 4 rows | 0 | is odd |", "| `contact/a` |".replace("`", ""))
        .doesNotContain("ann@");
    assertThat(Markup.markdown("[a](http://x) ![b](y) @team #1"))
        .isEqualTo("`[a](http://x) ![b](y) @team #1`");
    assertThat(Markup.markdown("a ``b` | c")).isEqualTo("``` a ``b` \\| c ```");
    assertThat(Markup.markdown("www.example.com")).startsWith("`");
    assertThat(Markup.markdown("- 3 rows\n\u001b[31m")).isEqualTo("`- 3 rows \ufffd[31m`");
  }

  @Test
  void linesForPeopleSteerNothing() {
    CheckReport report = report(Masking.MASKED);
    Console console = new Console(System.out, System.err, Map.of(), false);
    assertThat(new CheckView(report).lines(console))
        .anyMatch(line -> line.contains("a\ufffdb"))
        .noneMatch(line -> line.contains("\u0001"));
  }

  @Test
  void aRunTellsOfNodesThatAreNotThereAnyMore() {
    CheckRun run = report(Masking.MASKED).run();
    CheckGraph now =
        new CheckGraph(
            List.of(check("contact/a", Severity.WARN), check("contact/new", Severity.WARN)),
            List.of());

    CheckGraph graph = Remembered.of(now, run);

    assertThat(graph.checks())
        .extracting(Check::id)
        .containsExactly("contact/a", "contact/b", "contact/c", "contact/d", "contact/e");
    assertThat(graph.check("contact/a").severity()).isEqualTo(Severity.WARN);
    assertThat(graph.check("contact/b").severity()).isEqualTo(Severity.ERROR);
    assertThat(graph.check("contact/b").entity()).isEqualTo("contact");
  }

  @Test
  void whatEndsAPipelineIsChosen() {
    CheckReport failed = report(Masking.MASKED);
    assertThat(failed.fails(FailOn.ERROR)).isTrue();
    assertThat(failed.fails(FailOn.WARN)).isTrue();
    assertThat(failed.fails(FailOn.NEVER)).isFalse();
  }
}
