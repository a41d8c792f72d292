package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.target.ProgressStore;
import org.junit.jupiter.api.Test;

/** Attempts that do not get across: whatever they wait for, somebody may write soon. */
class CutoverEndedTest {

  private static CutoverWorld live(long seed) {
    CutoverWorld world = new CutoverWorld(seed);
    assertThat(world.rest()).isEqualTo(Phase.LIVE);
    world.settled();
    return world;
  }

  private static String why(CutoverWorld world) {
    return CrossingReport.parse(world.stacks.fact(ProgressStore.CROSSING).orElseThrow()).why();
  }

  /** Compares before writes are held; behind the fences it never ends. */
  private static void endlessComparison(CutoverWorld world) {
    world.stacks.aside =
        command -> {
          if (world.stacks.open(Side.LEGACY)) {
            command.run();
          }
        };
    world.ask(Trigger.CUT_OVER);
  }

  @Test
  void a_comparison_that_does_not_end_is_ended_with_the_pause() {
    CutoverWorld world = live(11);
    endlessComparison(world);
    assertThat(world.rest()).isEqualTo(Phase.LIVE);
    assertThat(why(world)).contains("longer than writes may wait").contains("C6");
    world.stacks.aside = Runnable::run;
    world.settled();
  }

  @Test
  void who_ends_it_while_it_compares_is_heard() {
    CutoverWorld world = live(12);
    endlessComparison(world);
    while (world.stacks.open(Side.LEGACY)) {
      world.tick();
    }
    world.go(20);
    world.abort();
    assertThat(world.rest()).isEqualTo(Phase.LIVE);
    assertThat(why(world)).isEqualTo("somebody ended it");
    world.stacks.aside = Runnable::run;
    world.settled();
  }
}
