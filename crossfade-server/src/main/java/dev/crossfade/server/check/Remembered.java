package dev.crossfade.server.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.spec.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a run asked, also where the specification does not say it any more. */
final class Remembered {

  private static final Set<String> OF_NO_ENTITY = Set.of("metric", "sql", "report");

  private Remembered() {}

  /**
   * The nodes of which a run tells, no more and no less.
   *
   * @param now the graph of the specification as it is
   */
  static CheckGraph of(CheckGraph now, CheckRun run) {
    Map<String, CheckResult> results = run.byCheck();
    List<Check> checks = new ArrayList<>();
    now.checks().stream().filter(each -> results.containsKey(each.id())).forEach(checks::add);
    Set<String> ids = new HashSet<>(checks.stream().map(Check::id).toList());
    results.keySet().stream().filter(ids::add).forEach(id -> checks.add(former(id)));
    return new CheckGraph(
        checks,
        now.edges().stream()
            .filter(edge -> ids.contains(edge.from()) && ids.contains(edge.to()))
            .toList());
  }

  /** A node that is not there any more, for example because it was renamed. */
  private static Check former(String id) {
    List<String> parts = List.of(id.split("/"));
    boolean none = OF_NO_ENTITY.contains(parts.get(0)) && parts.size() < 3;
    String kind = none || parts.size() < 2 ? parts.get(0) : parts.get(1);
    return new Check(
        id,
        Arrays.stream(CheckKind.values())
            .filter(each -> each.text().equals(kind))
            .findFirst()
            .orElse(CheckKind.SQL),
        none ? "" : parts.get(0),
        Severity.ERROR,
        "",
        "is not in the specification any more",
        null,
        Map.of());
  }
}
