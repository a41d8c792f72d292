package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.trouble.Trouble;
import dev.crossfade.engine.trouble.Troubles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of checks that fail. */
class FailingChecksTest {

  private final Troubles troubles =
      new Troubles(
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Duration.ZERO, Duration.ofSeconds(30));
  private final FailingChecks failing =
      new FailingChecks(
          troubles,
          "scheduled checks",
          (what, why) -> Problem.of(EngineProblem.SCHEDULED_CHECKS_FAIL, what, why, "fix"));

  private List<Problem> told() {
    return troubles.current().stream().map(Trouble::problem).toList();
  }

  @Test
  void isATroubleUntilAllOfItPasses() {
    failing.tell(Map.of());
    assertThat(told()).isEmpty();

    failing.tell(Map.of("metric/mql", "metric/mql FAILED: 6 instead of 7"));
    assertThat(told())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.what()).isEqualTo("[metric/mql]");
              assertThat(problem.why()).isEqualTo("metric/mql FAILED: 6 instead of 7");
            });

    failing.tell(Map.of("metric/mql", "metric/mql FAILED: 5 instead of 7"));
    assertThat(told())
        .extracting(Problem::why)
        .containsExactly("metric/mql FAILED: 5 instead of 7");

    failing.tell(Map.of());
    assertThat(told()).isEmpty();
  }

  @Test
  void isNoneOnceNobodyLooks() {
    failing.tell(Map.of("metric/mql", "metric/mql FAILED"));
    failing.gone();
    assertThat(told()).isEmpty();
  }
}
