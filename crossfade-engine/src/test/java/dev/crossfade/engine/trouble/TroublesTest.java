package dev.crossfade.engine.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.testkit.fault.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TroublesTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Problem DOWN =
      Problem.of(EngineProblem.CAPTURE_UNREACHABLE, "down", "why", "fix");
  private static final Problem CRM_SILENT =
      Problem.of(EngineProblem.SOURCE_SILENT, "silent", "why", "fix").with("source", "crm");

  private final ManualClock clock = new ManualClock(BEGIN);
  private final Troubles troubles =
      new Troubles(clock, Duration.ofSeconds(5), Duration.ofSeconds(10));

  private void after(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  @Test
  void what_passes_quickly_is_not_told() {
    troubles.failing("a", DOWN);
    after(4);
    troubles.well("a");
    after(4);
    assertThat(troubles.current()).isEmpty();
  }

  @Test
  void what_lasts_is_told_once_for_all_tasks() {
    troubles.failing("a", DOWN);
    after(3);
    troubles.failing("b", DOWN);
    after(2);
    assertThat(troubles.current())
        .containsExactly(new Trouble("CF-5019", DOWN, BEGIN, Set.of("a", "b")));
  }

  @Test
  void it_is_told_as_it_was_met_last() {
    troubles.failing("a", DOWN);
    after(6);
    Problem worse = DOWN.with("rows", "2");
    troubles.failing("a", worse);
    assertThat(troubles.current())
        .containsExactly(new Trouble("CF-5019", worse, BEGIN, Set.of("a")));
  }

  @Test
  void it_is_over_when_nobody_met_it_for_a_while() {
    troubles.failing("a", DOWN);
    troubles.failing("b", DOWN);
    after(6);
    troubles.well("a");
    after(20);
    assertThat(troubles.current()).hasSize(1);
    troubles.well("b");
    after(9);
    assertThat(troubles.current()).hasSize(1);
    after(1);
    assertThat(troubles.current()).isEmpty();
  }

  @Test
  void success_in_between_does_not_end_it() {
    for (int i = 0; i < 10; i++) {
      troubles.failing("a", DOWN);
      after(4);
      troubles.well("a");
      after(4);
    }
    assertThat(troubles.current()).extracting(Trouble::since).containsExactly(BEGIN);
  }

  @Test
  void other_sources_are_other_troubles() {
    troubles.failing("a", CRM_SILENT);
    troubles.failing("b", CRM_SILENT.with("source", "ads"));
    after(5);
    assertThat(troubles.current())
        .extracting(Trouble::about)
        .containsExactly("CF-5018 crm", "CF-5018 ads");
  }

  @Test
  void a_task_that_ended_has_no_trouble() {
    troubles.failing("a", DOWN);
    after(5);
    troubles.gone("a");
    assertThat(troubles.current()).isEmpty();
  }

  @Test
  void failing_is_known_at_once() {
    troubles.failing("a", DOWN);
    assertThat(troubles.anyFailing(List.of("x", "a"))).isTrue();
    troubles.well("a");
    assertThat(troubles.anyFailing(List.of("x", "a"))).isFalse();
  }
}
