package dev.crossfade.server.view;

import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What checks have found over time.
 *
 * @param migration name of the migration
 * @param check the one check that was asked about; null for runs of all
 * @param runs newest first
 * @param results of the one check, newest first
 */
public record CheckHistoryView(
    String migration, @Nullable String check, List<CheckRun> runs, List<CheckResult> results)
    implements View {

  @Override
  public List<String> lines(Console console) {
    return table().lines();
  }

  @Override
  public TextTable table() {
    if (check != null) {
      TextTable table = TextTable.of("at", "state", "took", "finding");
      results.forEach(
          result ->
              table.row(
                  result.startedAt().truncatedTo(ChronoUnit.SECONDS),
                  result.state(),
                  Words.time(result.took()),
                  result.sentence()));
      return table;
    }
    TextTable table = TextTable.of("at", "run", "trigger", "passed", "failed", "open", "took");
    for (CheckRun run : runs) {
      long passed = count(run, CheckState.PASSED);
      long failed = count(run, CheckState.FAILED);
      table.row(
          run.startedAt().truncatedTo(ChronoUnit.SECONDS),
          run.id(),
          run.trigger(),
          passed,
          failed,
          run.results().size() - passed - failed,
          Words.time(Duration.between(run.startedAt(), run.finishedAt())));
    }
    return table;
  }

  private static long count(CheckRun run, CheckState state) {
    return run.results().stream().filter(each -> each.state() == state).count();
  }

  @Override
  public Object document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/check-history/v1");
    document.put("migration", migration);
    if (check != null) {
      document.put("check", check);
      document.put("results", results.stream().map(CheckHistoryView::map).toList());
    } else {
      document.put("runs", runs.stream().map(CheckHistoryView::map).toList());
    }
    document.put("next_steps", nextSteps());
    return document;
  }

  private static Map<String, Object> map(CheckResult result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("at", result.startedAt().toString());
    map.put("state", result.state().name());
    map.put("tookMillis", result.took().toMillis());
    map.put("finding", result.sentence());
    return map;
  }

  private static Map<String, Object> map(CheckRun run) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", run.id());
    map.put("trigger", run.trigger().name());
    map.put("startedAt", run.startedAt().toString());
    map.put("finishedAt", run.finishedAt().toString());
    map.put("asOf", run.asOf());
    map.put("passed", count(run, CheckState.PASSED));
    map.put("failed", count(run, CheckState.FAILED));
    map.put("checks", run.results().size());
    return map;
  }

  @Override
  public List<String> nextSteps() {
    return List.of();
  }
}
