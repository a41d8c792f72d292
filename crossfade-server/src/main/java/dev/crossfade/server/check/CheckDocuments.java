package dev.crossfade.server.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckEdge;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.Measure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Graphs and runs of checks as documents. */
public final class CheckDocuments {

  private CheckDocuments() {}

  /** A graph, whoever runs it. */
  public static Map<String, Object> graph(String migration, CheckGraph graph) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/check-graph/v1");
    document.put("migration", migration);
    document.put("nodes", graph.checks().stream().map(CheckDocuments::node).toList());
    document.put("edges", graph.edges().stream().map(CheckDocuments::edge).toList());
    return document;
  }

  private static Map<String, @Nullable Object> node(Check check) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", check.id());
    map.put("kind", check.kind().text());
    map.put("entity", check.entity());
    map.put("severity", check.severity().name());
    map.put("owner", check.owner());
    map.put("description", check.description());
    Duration schedule = check.schedule();
    map.put("everyMinutes", schedule == null ? null : schedule.toMinutes());
    map.put("parameters", check.parameters());
    return map;
  }

  private static Map<String, Object> edge(CheckEdge edge) {
    return new LinkedHashMap<>(
        Map.of("from", edge.from(), "to", edge.to(), "kind", edge.kind().name()));
  }

  /** A run. */
  public static Map<String, Object> report(CheckReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/check/v1");
    document.put("migration", report.migration());
    document.put("run", report.run().id());
    document.put("trigger", report.run().trigger().name());
    document.put("verdict", report.verdict().name());
    document.put("mappingVersion", report.run().mappingVersion());
    document.put("asOf", report.run().asOf());
    document.put("startedAt", report.run().startedAt().toString());
    document.put("finishedAt", report.run().finishedAt().toString());
    document.put("checks", report.asked().stream().map(check -> result(report, check)).toList());
    return document;
  }

  private static Map<String, Object> result(CheckReport report, Check check) {
    CheckResult result = report.result(check);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("check", check.id());
    map.put("kind", check.kind().text());
    map.put("entity", check.entity());
    map.put("severity", check.severity().name());
    map.put("owner", check.owner());
    map.put("state", result.state().name());
    map.put("observed", result.observed());
    map.put("expected", result.expected());
    map.put("limit", result.limit());
    map.put("evidence", result.evidence());
    map.put("keys", report.keys(result));
    map.put("measures", result.measures().stream().map(CheckDocuments::measure).toList());
    map.put("startedAt", result.startedAt().toString());
    map.put("tookMillis", result.took().toMillis());
    return map;
  }

  private static Map<String, Object> measure(Measure measure) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("label", measure.label());
    map.put("expected", measure.expected());
    map.put("observed", measure.observed());
    map.put("limit", measure.limit());
    return map;
  }

  /** What may be done next. */
  static List<String> nextSteps(CheckReport report) {
    return report.verdict().good()
        ? List.of()
        : List.of(
            "crossfade check report " + report.folder() + " --html checks.html",
            "crossfade check report " + report.folder() + " --show-values",
            "crossfade verify " + report.folder());
  }
}
