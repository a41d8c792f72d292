package dev.crossfade.engine.reverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.reverse.LegacyApplier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way back is removed, and armed again for another passage. */
class SecondPassageTest {

  private final ReturnBench bench = new ReturnBench();

  @Test
  void a_source_that_could_not_be_told_of_the_new_stream_is_told_again() {
    follow();
    bench.losesRestart = true;
    assertThatThrownBy(bench.back::arm).isInstanceOf(ProblemException.class);
    assertThat(bench.arm()).isInstanceOf(Outcome.Done.class);
    assertThat(bench.crmLegacy.state()).isEmpty();
    bench.turnBack();
    bench.write(2, "two");
    bench.work();
    assertThat(bench.contacts()).containsExactly(1L, 2L);
  }

  @Test
  void it_is_not_armed_while_a_source_remembers_another_stream() {
    follow();
    assertThat(bench.back.arm()).isNull();
    try (LegacyApplier late = bench.crmLegacy.openApplier()) {
      late.own("another", 0, Position.START);
    }
    assertThat(bench.arm()).isInstanceOf(Outcome.Done.class);
    assertThat(bench.crmLegacy.state()).isEmpty();
  }

  /** There and back once, so that a source remembers the stream of then. */
  private void follow() {
    bench.arm();
    bench.turnBack();
    bench.write(1, "one");
    bench.work();
    bench.turnForward();
    bench.work();
    bench.back.retire();
    assertThat(bench.crmLegacy.state()).isPresent();
  }

  /** Who reads the direction of a moment ago, or is ended in a moment. */
  @Test
  void what_still_follows_does_not_make_again_what_was_removed() {
    bench.arm();
    bench.turnBack();
    List<Work> loops = bench.loops();
    bench.work(loops.toArray(Work[]::new));
    bench.back.retire();
    for (Work each : loops) {
      each.reset();
      if (each.name().startsWith("return-") || each.name().startsWith("capture-")) {
        assertThatThrownBy(each::step)
            .isInstanceOfSatisfying(
                ProblemException.class,
                e -> assertThat(e.problem().code()).isEqualTo(EngineProblem.RETURN_RETIRED));
      }
    }
    assertThat(bench.capture.position()).isEmpty();
    assertThat(bench.target.log().identity().facts()).containsEntry("slot", "absent");
  }
}
