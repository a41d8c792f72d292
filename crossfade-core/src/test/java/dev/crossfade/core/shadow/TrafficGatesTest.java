package dev.crossfade.core.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.canary.CanaryPlan;
import dev.crossfade.core.canary.CanaryPlan.Limits;
import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.canary.Judgement.Verdict;
import dev.crossfade.core.canary.Latencies;
import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.Gate.State;
import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import dev.crossfade.core.spec.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is kept of a comparison, and what follows from it. */
class TrafficGatesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private static ShadowResult result(String name, Outcome outcome, Duration age) {
    return new ShadowResult(
        name,
        outcome,
        List.of(new Group(name, "n: \"value\"", 1, 4, 0, 4, true)),
        new Pace(times(3, 70), times(2, 9_000)),
        4,
        1,
        "because",
        List.of("n: value: day='1'"),
        NOW.minus(age).minusSeconds(2),
        Duration.ofSeconds(2));
  }

  private static Latencies times(int count, long micros) {
    long[] counts = new long[Latencies.BUCKETS];
    counts[Latencies.bucket(micros)] = count;
    return Latencies.of(counts);
  }

  private static State shadow(Map<String, Severity> asked, ShadowResult... latest) {
    return TrafficGates.shadow(
            asked,
            List.of(latest).stream()
                .collect(java.util.stream.Collectors.toMap(ShadowResult::subject, each -> each)),
            NOW,
            DAY)
        .state();
  }

  @Test
  void aResultIsKeptWithoutValuesOfRows() {
    ShadowResult result = result("a", Outcome.DIFFERENT, Duration.ZERO);
    String text = ShadowText.of(result);
    assertThat(ShadowText.parse(text)).isEqualTo(result.withoutExamples());
    assertThat(text).doesNotContain("day=");
    assertThatThrownBy(() -> ShadowText.parse("{}")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ShadowText.parse(text.replace("DIFFERENT", "GOOD")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyAFreshMatchOfEverythingThatMattersOpensTheGate() {
    Map<String, Severity> asked = Map.of("a", Severity.ERROR, "b", Severity.WARN);
    ShadowResult good = result("a", Outcome.MATCH, Duration.ofHours(1));

    assertThat(shadow(asked, good)).isEqualTo(State.PASS);
    assertThat(shadow(asked, good, result("b", Outcome.DIFFERENT, DAY))).isEqualTo(State.PASS);
    assertThat(shadow(asked, result("a", Outcome.MATCH, Duration.ofHours(25))))
        .isEqualTo(State.STALE);
    assertThat(shadow(asked)).isEqualTo(State.UNKNOWN);
    assertThat(shadow(Map.of())).isEqualTo(State.UNKNOWN);
    assertThat(shadow(asked, result("a", Outcome.UNKNOWN, DAY))).isEqualTo(State.UNKNOWN);
    for (Outcome bad : List.of(Outcome.DIFFERENT, Outcome.FAILING, Outcome.SLOWER)) {
      assertThat(shadow(asked, result("a", bad, DAY))).isEqualTo(State.FAIL);
      assertThat(shadow(Map.of("a", Severity.ERROR, "c", Severity.ERROR), result("a", bad, DAY)))
          .isEqualTo(State.FAIL);
    }
  }

  @Test
  void canariesOpenTheGateOnceTheyAreDone() {
    CanaryPlan plan =
        new CanaryPlan(
            List.of(50, 100), Duration.ZERO, new Limits(Duration.ofSeconds(1), 20, 10, 25, 980, 3));
    CanaryRun begun = CanaryRun.begin(plan, NOW.minusSeconds(60), "begun");
    CanaryRun done = begun.promoted(NOW.minusSeconds(30), "").promoted(NOW, "done");
    CanaryRun back = begun.steppedBack("it failed");

    assertThat(canary(Map.of("r", done)).state()).isEqualTo(State.PASS);
    assertThat(canary(Map.of("r", done)).value()).isEqualTo("r done at 100 %");
    assertThat(canary(Map.of("r", begun)).state()).isEqualTo(State.UNKNOWN);
    assertThat(canary(Map.of("other", done)).state()).isEqualTo(State.UNKNOWN);
    assertThat(canary(Map.of("r", back)).state()).isEqualTo(State.FAIL);
    assertThat(canary(Map.of("r", back)).why()).contains("it failed");
    assertThat(TrafficGates.canary(List.of(), Map.of(), NOW).state()).isEqualTo(State.UNKNOWN);
    assertThat(TrafficGates.canary(List.of("r", "s"), Map.of("r", back), NOW).state())
        .isEqualTo(State.FAIL);
  }

  private static Gate canary(Map<String, CanaryRun> runs) {
    return TrafficGates.canary(List.of("r"), runs, NOW);
  }

  @Test
  void paceIsJudgedOnceThereAreTimesEnough() {
    assertThat(new Pace(times(19, 100), times(30, 9_000)).judge(50).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(new Pace(times(20, 1_000), times(20, 9_000)).judge(50).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(new Pace(times(20, 1_000), times(20, 1_100)).judge(50).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(new Pace(times(20, 9_000), times(20, 1_000)).judge(50).verdict())
        .isEqualTo(Verdict.PASS);
  }
}
