package dev.crossfade.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.spec.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which results of checks on schedule are told. */
class ScheduledFailuresTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private static Check check(
      String id, String entity, Severity severity, @Nullable Duration schedule) {
    return new Check(id, CheckKind.METRIC, entity, severity, "", "", schedule, Map.of());
  }

  private static CheckResult result(String id, CheckState state) {
    return new CheckResult(
        id, state, "1", "2", "", List.of(), List.of(), List.of(), Instant.EPOCH, Duration.ZERO);
  }

  private static final CheckGraph GRAPH =
      new CheckGraph(
          List.of(
              check("metric/mql", "", Severity.ERROR, HOUR),
              check("lead/counts", "lead", Severity.ERROR, HOUR),
              check("lead/soft", "lead", Severity.WARN, HOUR),
              check("lead/by-hand", "lead", Severity.ERROR, null),
              check("ad/counts", "ad", Severity.ERROR, HOUR)),
          List.of());

  private static Map<String, CheckResult> all(CheckState state) {
    return GRAPH.checks().stream()
        .collect(Collectors.toMap(Check::id, check -> result(check.id(), state)));
  }

  private static Set<String> failing(CheckState state, Set<String> overridden) {
    return ScheduledFailures.of(GRAPH, all(state), List.of("lead"), overridden).keySet();
  }

  @Test
  void whatDidNotPassIsTold() {
    for (CheckState bad : List.of(CheckState.FAILED, CheckState.ERROR, CheckState.SKIPPED)) {
      assertThat(failing(bad, Set.of())).containsExactly("lead/counts", "metric/mql");
    }
    assertThat(ScheduledFailures.of(GRAPH, all(CheckState.FAILED), List.of(), Set.of()))
        .containsOnlyKeys("metric/mql")
        .containsValue("metric/mql FAILED: " + result("x", CheckState.FAILED).sentence());
  }

  @Test
  void whatPassedOrWasNeverAskedOrIsAnsweredForIsNot() {
    assertThat(failing(CheckState.PASSED, Set.of())).isEmpty();
    assertThat(ScheduledFailures.of(GRAPH, Map.of(), List.of("lead"), Set.of())).isEmpty();
    assertThat(failing(CheckState.FAILED, Set.of("lead/counts"))).containsExactly("metric/mql");
  }
}
