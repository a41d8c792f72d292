package dev.crossfade.server.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.Freshness;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.run.Gates;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.view.CheckHistoryView;
import dev.crossfade.server.view.CheckStatusView;
import dev.crossfade.server.wiring.CheckWiring;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the target remembers of checks. */
public final class StoredChecks {

  private static final int RUNS = 30;

  private StoredChecks() {}

  /**
   * The report on a run that is remembered.
   *
   * @param id of the run; null for the latest of what is published
   */
  public static CheckReport report(
      Connected connected, @Nullable String id, CheckReport.Masking masking) {
    CheckRun run =
        connected.target().checks().runs(id == null ? 50 : 1_000).stream()
            .filter(each -> id == null ? each.trigger() != CheckTrigger.LOAD : each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> nothing(connected, id).raise());
    return report(connected, run, masking);
  }

  private static Problem nothing(Connected connected, @Nullable String id) {
    return Problem.of(
        ServerProblem.NO_CHECKS,
        id == null
            ? "No checks of migration " + connected.spec().name() + " have run yet."
            : "No run of checks " + id + " is remembered.",
        "There is nothing to report.",
        "Run them: crossfade check run " + connected.folder());
  }

  /**
   * Asks checks of what is published while somebody follows it, and keeps what they find.
   *
   * @return the report as a document, without keys of rows
   */
  public static Map<String, Object> onDemand(Connected connected, CheckGraph graph)
      throws InterruptedException {
    CheckRun run = CheckWiring.onDemand(connected, graph);
    return CheckDocuments.report(report(connected, run, CheckReport.Masking.MASKED));
  }

  /** The report on a run; who is shown keys of rows is recorded. */
  public static CheckReport report(Connected connected, CheckRun run, CheckReport.Masking masking) {
    if (masking == CheckReport.Masking.SHOWN) {
      CheckWiring.shown(connected, run.keys());
    }
    return new CheckReport(
        connected.spec().name(),
        connected.folder().toString(),
        Remembered.of(PlannedChecks.of(connected.whole()), run),
        run,
        history(connected),
        connected.locations(),
        masking);
  }

  /**
   * The report on what was found last, whenever that was.
   *
   * @param entity only checks of this entity; null for all
   */
  public static CheckReport latest(
      Connected connected, @Nullable String entity, CheckReport.Masking masking) {
    Instant now = Clock.systemUTC().instant();
    Map<String, CheckResult> latest = latest(connected);
    List<CheckResult> results =
        PlannedChecks.of(connected.whole()).checks().stream()
            .filter(check -> entity == null || check.entity().equals(entity))
            .map(check -> latest.get(check.id()))
            .filter(Objects::nonNull)
            .toList();
    String version = connected.compiled().version();
    CheckRun none =
        new CheckRun("latest", CheckTrigger.SCHEDULE, version, Map.of(), now, now, results);
    return report(connected, none, masking);
  }

  /** What was found last, by check; what passed with other mappings than these is stale. */
  public static Map<String, CheckResult> latest(Connected connected) {
    String version = connected.compiled().version();
    Map<String, CheckResult> results = new TreeMap<>();
    connected
        .target()
        .checks()
        .latest()
        .forEach((check, latest) -> results.put(check, latest.by(version)));
    return results;
  }

  private static Map<String, List<CheckState>> history(Connected connected) {
    Map<String, List<CheckState>> history = new HashMap<>();
    List<CheckRun> runs = new ArrayList<>(connected.target().checks().runs(RUNS));
    Collections.reverse(runs);
    for (CheckRun run : runs) {
      for (CheckResult result : run.results()) {
        history.computeIfAbsent(result.check(), any -> new ArrayList<>()).add(result.state());
      }
    }
    return history;
  }

  /** The latest result of every check, as old as it is. */
  public static CheckStatusView status(Connected connected, Instant now) {
    Map<String, CheckResult> latest = latest(connected);
    List<CheckStatusView.Line> lines = new ArrayList<>();
    for (Check check : PlannedChecks.of(connected.whole()).checks()) {
      CheckResult result = latest.get(check.id());
      CheckState state = result == null ? null : Freshness.state(check, result, now);
      lines.add(new CheckStatusView.Line(check, result, state));
    }
    ProgressStore progress = connected.target().progress();
    return new CheckStatusView(
        connected.spec().name(),
        connected.folder().toString(),
        Gates.closed(progress, progress.entityStates()),
        lines,
        now);
  }

  /** Runs, or the results of one check. */
  public static CheckHistoryView history(Connected connected, @Nullable String check, int most) {
    return new CheckHistoryView(
        connected.spec().name(),
        check,
        check == null ? connected.target().checks().runs(most) : List.of(),
        check == null ? List.of() : connected.target().checks().history(check, most));
  }
}
