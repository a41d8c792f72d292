package dev.crossfade.server.check;

import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckEdge;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.view.View;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Which checks there are, and in which order they are asked.
 *
 * @param migration name of the migration
 * @param graph the checks
 */
public record CheckPlanView(String migration, CheckGraph graph) implements View {

  private static final String OVERLAY = "CROSSFADE_ENVIRONMENT";

  /** Of a folder, with nothing but its files. */
  public static CheckPlanView of(Path folder, Map<String, String> environment) {
    String overlay = environment.getOrDefault(OVERLAY, "");
    MigrationSpec spec =
        SpecificationLoader.load(folder, overlay.isEmpty() ? null : overlay).spec();
    return new CheckPlanView(spec.name(), PlannedChecks.of(spec));
  }

  @Override
  public List<String> lines(Console console) {
    return table().lines();
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("check", "severity", "owner", "every", "comes after");
    for (Check check : graph.checks()) {
      Duration every = check.schedule();
      List<String> before = graph.into(check.id()).stream().map(CheckEdge::from).sorted().toList();
      table.row(
          check.id(),
          check.severity(),
          check.owner(),
          every == null ? "" : every.toMinutes() + " min",
          before.size() > 3 ? before.size() + " checks" : String.join(", ", before));
    }
    return table;
  }

  @Override
  public Object document() {
    return CheckDocuments.graph(migration, graph);
  }

  @Override
  public List<String> nextSteps() {
    return List.of();
  }
}
