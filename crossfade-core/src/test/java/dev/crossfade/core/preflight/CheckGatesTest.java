package dev.crossfade.core.preflight;

import static dev.crossfade.core.preflight.GateAssert.is;
import static dev.crossfade.core.preflight.GateAssert.passes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.Gate.State;
import dev.crossfade.core.phase.Event.CheckOverridden;
import dev.crossfade.core.spec.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which checks of the data keep clients from being moved. */
class CheckGatesTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  private static Check check(String id, Severity severity) {
    return new Check(id, CheckKind.COUNTS, "a", severity, "", "", Duration.ofHours(1), Map.of());
  }

  private static CheckResult result(String id, CheckState state, Instant at) {
    return new CheckResult(
        id, state, "1", "1", "", List.of(), List.of(), List.of(), at, Duration.ZERO);
  }

  private static Gate checks(CheckGraph graph, CheckResult... latest) {
    return checks(graph, List.of(), latest);
  }

  private static Gate checks(
      CheckGraph graph, List<CheckOverridden> overridden, CheckResult... latest) {
    Map<String, CheckResult> results =
        Stream.of(latest).collect(Collectors.toMap(CheckResult::check, each -> each));
    return DataGates.checks(graph, results, overridden, NOW, DAY);
  }

  @Test
  void checks() {
    CheckGraph graph =
        new CheckGraph(
            List.of(check("a/counts", Severity.ERROR), check("a/soft", Severity.WARN)), List.of());
    passes(checks(graph, result("a/counts", CheckState.PASSED, NOW)));
    is(State.UNKNOWN, checks(graph));
    for (CheckState bad :
        List.of(CheckState.FAILED, CheckState.ERROR, CheckState.SKIPPED, CheckState.STALE)) {
      is(State.FAIL, checks(graph, result("a/counts", bad, NOW)));
    }
    Instant old = NOW.minus(Duration.ofHours(2));
    is(State.FAIL, checks(graph, result("a/counts", CheckState.PASSED, old)));
  }

  /** Figures and queries of people's own hinder as well; the report on all of them does not. */
  @Test
  void checksAboutNoEntity() {
    CheckGraph graph =
        new CheckGraph(
            List.of(
                check("a/counts", Severity.ERROR),
                aboutNone("metric/mql", CheckKind.METRIC),
                aboutNone("report", CheckKind.REPORT)),
            List.of());
    CheckResult counts = result("a/counts", CheckState.PASSED, NOW);

    Gate failed = checks(graph, counts, result("metric/mql", CheckState.FAILED, NOW));
    Gate unasked = checks(graph, counts);

    is(State.FAIL, failed);
    assertThat(failed.value()).isEqualTo("1 of 2 passed");
    assertThat(failed.why()).startsWith("metric/mql FAILED: ");
    is(State.UNKNOWN, unasked);
    assertThat(unasked.why()).isEqualTo("never asked: metric/mql");
    passes(checks(graph, counts, result("metric/mql", CheckState.PASSED, NOW)));
  }

  private static Check aboutNone(String id, CheckKind kind) {
    return new Check(id, kind, "", Severity.ERROR, "", "", null, Map.of());
  }

  /** What somebody answers for keeps nobody, and everybody sees who answers for it. */
  @Test
  void checksThatAreOverridden() {
    CheckGraph graph =
        new CheckGraph(
            List.of(check("a/counts", Severity.ERROR), check("a/references", Severity.ERROR)),
            List.of());
    List<CheckOverridden> one = List.of(new CheckOverridden("a/references", "ann", "known"));
    CheckResult counts = result("a/counts", CheckState.PASSED, NOW);
    CheckResult broken = result("a/references", CheckState.FAILED, NOW);

    Gate answered = checks(graph, one, counts, broken);
    passes(answered);
    assertThat(answered.value()).isEqualTo("1 of 2 passed, 1 overridden: a/references by ann");
    Gate well = checks(graph, one, counts, result("a/references", CheckState.PASSED, NOW));
    passes(well);
    assertThat(well.value()).isEqualTo("2 of 2 passed");
    is(State.FAIL, checks(graph, one, result("a/counts", CheckState.FAILED, NOW), broken));
    is(State.FAIL, checks(graph, counts, broken));
  }

  /** What nobody asks by himself is held against the limit of verdicts. */
  @Test
  void checksWithoutSchedule() {
    Check plain =
        new Check("a/counts", CheckKind.COUNTS, "a", Severity.ERROR, "", "", null, Map.of());
    CheckGraph graph = new CheckGraph(List.of(plain), List.of());
    Instant hours = NOW.minus(Duration.ofHours(5));
    Instant days = NOW.minus(DAY).minusSeconds(1);

    passes(checks(graph, result("a/counts", CheckState.PASSED, hours)));
    Gate old = checks(graph, result("a/counts", CheckState.PASSED, days));
    is(State.FAIL, old);
    assertThat(old.why()).contains("a/counts STALE");
  }
}
