package dev.crossfade.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.canary.Latencies;
import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.Gate.State;
import dev.crossfade.core.shadow.Pace;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import dev.crossfade.core.spec.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What follows from what both stacks answered. */
class ShadowGateTest {
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private static ShadowResult result(String name, Outcome outcome, Duration age) {
    Pace pace = new Pace(Latencies.NONE, Latencies.NONE);
    Instant begun = NOW.minus(age).minusSeconds(2);
    return new ShadowResult(
        name, outcome, List.of(), pace, 4, 1, "because", List.of(), begun, Duration.ofSeconds(2));
  }

  private static Gate gate(Map<String, Severity> asked, ShadowResult... latest) {
    Map<String, ShadowResult> results =
        Stream.of(latest).collect(Collectors.toMap(ShadowResult::subject, each -> each));
    return ShadowGate.of(asked, results, NOW, DAY);
  }

  private static void is(State state, Gate gate) {
    assertThat(gate.state()).as(gate.toString()).isEqualTo(state);
    assertThat(gate.item()).isEqualTo("shadow");
    assertThat(state == State.PASS || !gate.why().isBlank() && !gate.fix().isBlank()).isTrue();
  }

  @Test
  void onlyAFreshMatchOfEverythingThatMattersOpensTheGate() {
    Map<String, Severity> asked = Map.of("a", Severity.ERROR, "b", Severity.WARN);
    ShadowResult good = result("a", Outcome.MATCH, Duration.ofHours(1));

    is(State.PASS, gate(asked, good));
    is(State.PASS, gate(asked, good, result("b", Outcome.DIFFERENT, DAY)));
    is(State.PASS, gate(asked, result("a", Outcome.MATCH, DAY)));
    is(State.STALE, gate(asked, result("a", Outcome.MATCH, DAY.plusSeconds(1))));
    is(State.UNKNOWN, gate(asked));
    is(State.UNKNOWN, gate(Map.of()));
    is(State.UNKNOWN, gate(asked, result("a", Outcome.UNKNOWN, DAY)));
    for (Outcome bad : List.of(Outcome.DIFFERENT, Outcome.FAILING, Outcome.SLOWER)) {
      is(State.FAIL, gate(asked, result("a", bad, DAY)));
      Map<String, Severity> both = Map.of("a", Severity.ERROR, "c", Severity.ERROR);
      is(State.FAIL, gate(both, result("a", bad, DAY)));
    }
  }

  @Test
  void whatDoesNotMatchIsNamed() {
    Gate gate = gate(Map.of("a", Severity.ERROR), result("a", Outcome.SLOWER, DAY));

    assertThat(gate.why()).isEqualTo("a: because");
    assertThat(gate.value()).isEqualTo("0 of 1 match");
    assertThat(gate(Map.of("a", Severity.ERROR)).why()).isEqualTo("a was never asked");
  }
}
