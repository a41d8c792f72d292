package dev.crossfade.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckGraphTest {

  private static final Instant AT = Instant.parse("2026-11-26T00:00:00Z");

  private static Check check(String id, Severity severity) {
    return new Check(id, CheckKind.COUNTS, "e", severity, "", "", null, Map.of());
  }

  private static Check check(String id) {
    return check(id, Severity.ERROR);
  }

  private static CheckEdge needs(String from, String to) {
    return new CheckEdge(from, to, CheckEdge.Kind.NEEDS);
  }

  private static CheckEdge after(String from, String to) {
    return new CheckEdge(from, to, CheckEdge.Kind.AFTER);
  }

  private static CheckResult result(String id, CheckState state) {
    return new CheckResult(
        id, state, "", "", "", List.of(), List.of(), List.of(), AT, Duration.ZERO);
  }

  private static Map<String, CheckResult> results(CheckResult... all) {
    Map<String, CheckResult> map = new HashMap<>();
    List.of(all).forEach(each -> map.put(each.check(), each));
    return map;
  }

  @Test
  void orderFollowsEdgesAndThenTheOrderGiven() {
    CheckGraph graph =
        new CheckGraph(
            List.of(check("d"), check("b"), check("a"), check("c")),
            List.of(needs("a", "b"), after("c", "d")));

    assertThat(graph.checks()).extracting(Check::id).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aCircleIsRefusedAndNamed() {
    List<Check> checks = List.of(check("a"), check("b"), check("c"), check("d"));
    List<CheckEdge> edges = List.of(needs("a", "b"), needs("b", "c"), after("c", "b"));

    assertThatThrownBy(() -> new CheckGraph(checks, edges))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("CF-5081")
        .hasMessageContaining("b -> c -> b");
  }

  @Test
  void anEdgeToNowhereIsRefused() {
    assertThatThrownBy(() -> new CheckGraph(List.of(check("a")), List.of(needs("a", "z"))))
        .hasMessageContaining("CF-5082")
        .hasMessageContaining("a -> z");
  }

  @Test
  void aPartBringsWhatItNeedsButNotWhatOnlyComesBefore() {
    CheckGraph graph =
        new CheckGraph(
            List.of(check("a"), check("b"), check("c")), List.of(needs("a", "c"), after("b", "c")));

    assertThat(graph.only(Set.of("c")).checks()).extracting(Check::id).containsExactly("a", "c");
    assertThatThrownBy(() -> graph.only(Set.of("cc"))).hasMessageContaining("no check 'cc'");
  }

  @Test
  void whatNeedsAFailedCheckIsSkippedAndSaysWhyAndOthersGoOn() {
    CheckGraph graph =
        new CheckGraph(
            List.of(check("a"), check("b"), check("c"), check("d"), check("e")),
            List.of(needs("a", "b"), needs("b", "c"), after("a", "d")));

    Agenda first = Agenda.of(graph, Map.of(), Set.of("e"));
    assertThat(first.start()).extracting(Check::id).containsExactly("a");
    assertThat(first.skip()).isEmpty();

    Agenda second = Agenda.of(graph, results(result("a", CheckState.FAILED)), Set.of());
    assertThat(second.start()).extracting(Check::id).containsExactly("d", "e");
    assertThat(second.skip()).containsExactly(Map.entry("b", "skipped because a failed"));

    Agenda third =
        Agenda.of(
            graph,
            results(result("a", CheckState.ERROR), result("b", CheckState.SKIPPED)),
            Set.of());
    assertThat(third.skip()).containsExactly(Map.entry("c", "skipped because b was skipped"));
  }

  @Test
  void whatIsNotKnownIsNotAPass() {
    List<Check> checks = List.of(check("a"), check("w", Severity.WARN));
    CheckResult good = result("w", CheckState.PASSED);

    assertThat(CheckVerdict.of(checks, results(result("a", CheckState.PASSED), good)))
        .isEqualTo(CheckVerdict.PASSED);
    assertThat(CheckVerdict.of(checks, results(good))).isEqualTo(CheckVerdict.UNKNOWN);
    for (CheckState state : List.of(CheckState.ERROR, CheckState.SKIPPED, CheckState.STALE)) {
      assertThat(CheckVerdict.of(checks, results(result("a", state), good)))
          .isEqualTo(CheckVerdict.UNKNOWN);
    }
    assertThat(CheckVerdict.of(checks, results(result("a", CheckState.FAILED), good)))
        .isEqualTo(CheckVerdict.FAILED);
    CheckVerdict warned =
        CheckVerdict.of(
            checks, results(result("a", CheckState.PASSED), result("w", CheckState.FAILED)));
    assertThat(warned).isEqualTo(CheckVerdict.WARNED);
    assertThat(warned.good()).isTrue();
    assertThat(CheckVerdict.of(List.of(), Map.of())).isEqualTo(CheckVerdict.UNKNOWN);
  }

  @Test
  void whatPassedIsDueAgainAfterItsScheduleOrADay() {
    Check plain = check("a");
    Check hourly =
        new Check("a", CheckKind.SQL, "e", Severity.ERROR, "", "", Duration.ofHours(1), Map.of());
    CheckResult passed = result("a", CheckState.PASSED);

    assertThat(Freshness.due(plain, null, AT)).isTrue();
    assertThat(Freshness.due(plain, passed, AT.plus(Freshness.USUAL))).isFalse();
    assertThat(Freshness.due(plain, passed, AT.plus(Freshness.USUAL).plusSeconds(1))).isTrue();
    assertThat(Freshness.state(plain, passed, AT.plus(Duration.ofDays(9))))
        .isEqualTo(CheckState.PASSED);
    assertThat(Freshness.due(hourly, passed, AT.plusSeconds(3_601))).isTrue();
    assertThat(Freshness.due(plain, result("a", CheckState.SKIPPED), AT)).isTrue();
  }
}
