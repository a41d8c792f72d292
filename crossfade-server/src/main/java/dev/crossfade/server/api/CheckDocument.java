package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.CheckVerdict;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.server.view.CheckHistoryView;
import dev.crossfade.server.view.CheckStatusView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks as the interface shows them: without keys and values of rows. */
final class CheckDocument {

  static final String OVERRIDE = "crossfade.dev/check-override/v1";

  private CheckDocument() {}

  /** The latest result of every check. */
  record CheckStatus(
      String apiVersion,
      String migration,
      CheckVerdict verdict,
      Map<String, String> held,
      List<CheckLine> checks,
      @JsonProperty("next_steps") List<String> nextSteps) {}

  /**
   * One check, and what it found last.
   *
   * @param state by now; null when it was never asked
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CheckLine(
      String check,
      Severity severity,
      @Nullable CheckState state,
      @Nullable Instant askedAt,
      @Nullable String finding) {}

  /** Which checks there are. */
  record CheckPlan(
      String apiVersion, String migration, List<CheckNode> nodes, List<CheckOrder> edges) {}

  /** A check. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CheckNode(
      String id,
      String kind,
      String entity,
      Severity severity,
      String owner,
      String description,
      @Nullable Long everyMinutes) {}

  /** One check comes after another. */
  record CheckOrder(String from, String to) {}

  /** What was found before. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CheckHistory(
      String apiVersion,
      String migration,
      @Nullable String check,
      List<CheckRunItem> runs,
      List<CheckResultItem> results) {}

  /** A run. */
  record CheckRunItem(
      String run,
      CheckTrigger trigger,
      Instant startedAt,
      Instant finishedAt,
      long passed,
      long failed,
      long checks) {}

  /** A result of the one check that was asked for. */
  record CheckResultItem(Instant at, CheckState state, long tookMillis, String finding) {}

  /** Somebody answers for a check. */
  record CheckOverridden(
      String apiVersion,
      String migration,
      String check,
      String entity,
      @JsonProperty("next_steps") List<String> nextSteps) {}

  static CheckStatus status(CheckStatusView view) {
    return new CheckStatus(
        "crossfade.dev/check-status/v1",
        view.migration(),
        view.verdict(),
        view.gates(),
        view.checks().stream().map(CheckDocument::line).toList(),
        view.gates().isEmpty()
            ? List.of()
            : List.of("crossfade migration check override " + view.migration() + " CHECK"));
  }

  private static CheckLine line(CheckStatusView.Line line) {
    CheckResult result = line.result();
    return new CheckLine(
        line.check().id(),
        line.check().severity(),
        line.state(),
        result == null ? null : result.startedAt(),
        result == null ? null : result.sentence());
  }

  static CheckPlan graph(String migration, CheckGraph graph) {
    return new CheckPlan(
        "crossfade.dev/check-graph/v1",
        migration,
        graph.checks().stream().map(CheckDocument::node).toList(),
        graph.edges().stream().map(edge -> new CheckOrder(edge.from(), edge.to())).toList());
  }

  private static CheckNode node(Check check) {
    Duration every = check.schedule();
    return new CheckNode(
        check.id(),
        check.kind().text(),
        check.entity(),
        check.severity(),
        check.owner(),
        check.description(),
        every == null ? null : every.toMinutes());
  }

  static CheckHistory history(CheckHistoryView view) {
    return new CheckHistory(
        "crossfade.dev/check-history/v1",
        view.migration(),
        view.check(),
        view.runs().stream().map(CheckDocument::run).toList(),
        view.results().stream().map(CheckDocument::result).toList());
  }

  private static CheckRunItem run(CheckRun run) {
    return new CheckRunItem(
        run.id(),
        run.trigger(),
        run.startedAt(),
        run.finishedAt(),
        count(run, CheckState.PASSED),
        count(run, CheckState.FAILED),
        run.results().size());
  }

  private static long count(CheckRun run, CheckState state) {
    return run.results().stream().filter(each -> each.state() == state).count();
  }

  private static CheckResultItem result(CheckResult result) {
    return new CheckResultItem(
        result.startedAt(), result.state(), result.took().toMillis(), result.sentence());
  }
}
