package dev.crossfade.server.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.server.output.Json;
import dev.crossfade.server.report.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SARIF 2.1.0: kinds of checks are rules, what has not passed is a result. */
final class SarifReport {

  private SarifReport() {}

  static String of(CheckReport report) {
    List<Object> rules = new ArrayList<>();
    for (CheckKind kind : CheckKind.values()) {
      rules.add(
          Map.of(
              "id", "crossfade/" + kind.text(),
              "name", kind.text(),
              "shortDescription", Map.of("text", kind.sentence())));
    }
    List<Object> results = report.open().stream().map(check -> result(report, check)).toList();
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "crossfade");
    driver.put("version", Machine.version());
    driver.put("rules", rules);
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put("automationDetails", Map.of("id", "crossfade/" + report.migration() + "/"));
    run.put("results", results);
    Map<String, Object> sarif = new LinkedHashMap<>();
    sarif.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    sarif.put("version", "2.1.0");
    sarif.put("runs", List.of(run));
    return Json.text(sarif) + "\n";
  }

  private static Object result(CheckReport report, Check check) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", "crossfade/" + check.kind().text());
    result.put("level", check.severity() == Severity.ERROR ? "error" : "warning");
    String text =
        check.id()
            + " "
            + report.result(check).state()
            + ": "
            + CheckReport.sentence(report.result(check));
    result.put("message", Map.of("text", text));
    result.put("partialFingerprints", Map.of("check/v1", report.migration() + ":" + check.id()));
    result.put("locations", List.of(Map.of("physicalLocation", place(report.place(check)))));
    return result;
  }

  private static Object place(Place place) {
    return Map.of(
        "artifactLocation",
        Map.of("uri", place.file().replace(" ", "%20")),
        "region",
        Map.of("startLine", place.line(), "startColumn", place.column()));
  }
}
