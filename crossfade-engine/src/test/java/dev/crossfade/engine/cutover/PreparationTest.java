package dev.crossfade.engine.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.preflight.SafetyGates;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.ChangeWindow;
import dev.crossfade.core.traffic.Side;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keeps clients where they are before anything was made ready or held. */
class PreparationTest {

  private static final Instant FRIDAY = Instant.parse("2026-01-02T12:00:00Z");
  private static final ChangeWindow SATURDAY =
      new ChangeWindow(
          Set.of(DayOfWeek.SATURDAY), LocalTime.parse("12:00"), LocalTime.parse("13:00"), "UTC");

  /** Its stream is broken, so that it looks no further. */
  private static List<String> hindrances(Side to, Instant now) {
    Problem broken = CutoverProblem.interrupted("shop");
    return new Preparation(
            Map.of(),
            null,
            null,
            () -> broken,
            Duration.ZERO,
            () -> SafetyGates.changeWindow(SATURDAY, now))
        .hindrances(to);
  }

  @Test
  void nobody_is_moved_to_the_new_stack_outside_of_the_change_window() {
    assertThat(hindrances(Side.NEW, FRIDAY)).singleElement().asString().startsWith("CF-5093 ");
    assertThat(hindrances(Side.NEW, FRIDAY.plus(Duration.ofDays(1))))
        .singleElement()
        .asString()
        .doesNotStartWith("CF-5093");
  }

  @Test
  void a_way_back_is_kept_from_nobody_by_the_time() {
    assertThat(hindrances(Side.LEGACY, FRIDAY))
        .singleElement()
        .asString()
        .doesNotStartWith("CF-5093");
  }
}
