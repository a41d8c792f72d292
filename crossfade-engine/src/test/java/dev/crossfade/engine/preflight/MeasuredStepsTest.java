package dev.crossfade.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.cutover.Passage;
import dev.crossfade.core.cutover.SwitchProof;
import dev.crossfade.core.traffic.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the next move is expected to take. */
class MeasuredStepsTest {

  private static final Optional<CrossingReport> ACROSS =
      Optional.of(report(Side.NEW, Side.NEW, CutoverStep.FENCE, 70, CutoverStep.COMPARE, 50));

  private static CrossingReport report(
      Side to, Side end, CutoverStep one, int oneMillis, CutoverStep other, int otherMillis) {
    return new CrossingReport(
        new Passage("a", to),
        7,
        Instant.EPOCH,
        Duration.ofMillis(300),
        Map.of(one, Duration.ofMillis(oneMillis), other, Duration.ofMillis(otherMillis)),
        end,
        "",
        SwitchProof.NONE);
  }

  private static Optional<CrossingReport> latest(Side to, Side end, int compareMillis) {
    return Optional.of(report(to, end, CutoverStep.HOLD, 20, CutoverStep.COMPARE, compareMillis));
  }

  @Test
  void only_steps_that_every_move_has_count() {
    assertThat(MeasuredSteps.of(Side.NEW, ACROSS, ACROSS))
        .containsExactly(Map.entry(CutoverStep.COMPARE, Duration.ofMillis(50)));
  }

  @Test
  void one_that_went_back_may_show_that_comparing_takes_longer() {
    assertThat(MeasuredSteps.of(Side.NEW, ACROSS, latest(Side.NEW, Side.LEGACY, 9_000)))
        .containsExactly(Map.entry(CutoverStep.COMPARE, Duration.ofMillis(9_000)));
    assertThat(MeasuredSteps.of(Side.NEW, ACROSS, latest(Side.NEW, Side.LEGACY, 10)))
        .containsExactly(Map.entry(CutoverStep.COMPARE, Duration.ofMillis(50)));
  }

  @Test
  void the_other_way_round_says_nothing() {
    assertThat(MeasuredSteps.of(Side.NEW, ACROSS, latest(Side.LEGACY, Side.NEW, 9_000)))
        .containsExactly(Map.entry(CutoverStep.COMPARE, Duration.ofMillis(50)));
    assertThat(MeasuredSteps.of(Side.NEW, Optional.empty(), latest(Side.LEGACY, Side.LEGACY, 9)))
        .isEmpty();
  }
}
