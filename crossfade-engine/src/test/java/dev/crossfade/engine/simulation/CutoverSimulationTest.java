package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Clients are moved to and fro while processes crash and stand still, answers are lost and people
 * end what others began: never two sides take writes, nothing is lost, changes never go both ways,
 * and in peace somebody may write.
 *
 * <p>{@code -Dcutover.seeds=2000} plays more of them, {@code -Dcutover.first=17} from there on.
 */
class CutoverSimulationTest {

  private static final int SEEDS =
      Integer.getInteger("cutover.seeds", Boolean.getBoolean("crossfade.long") ? 400 : 50);
  private static final int MOST_TRIES = 5;
  private static final long FIRST = Long.getLong("cutover.first", 0);

  @Test
  void whatever_happens_one_side_takes_writes_and_has_all() {
    Set<String> seen = new TreeSet<>();
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      try {
        seen.addAll(play(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(seen)
        .as("what the seeds have met")
        .contains("crash", "freeze", "CUTOVER", "WINDOW", "ROLLBACK", "LIVE");
  }

  private static Set<String> play(long seed) {
    CutoverWorld world = new CutoverWorld(seed);
    world.rest();
    world.faults(rage(world));
    for (int i = 0; i < 1_200; i++) {
      disturb(world);
      world.tick();
    }
    world.faults(Faults.NONE);
    world.settled();
    Phase from = world.phase();
    for (int tries = 0; tries < MOST_TRIES && world.phase() == from; tries++) {
      world.ask(from == Phase.LIVE ? Trigger.CUT_OVER : Trigger.ROLL_BACK);
      world.settled();
    }
    assertThat(world.phase())
        .as("it gets across in peace, " + world.stacks.fact(ProgressStore.CROSSING))
        .isNotEqualTo(from);
    return world.seen;
  }

  private static Faults rage(CutoverWorld world) {
    int oneIn = 30 + world.random.nextInt(200);
    Fault[] all = Fault.values();
    return call ->
        world.random.nextInt(oneIn) > 0
            ? Fault.NONE
            : all[1 + world.random.nextInt(all.length - 1)];
  }

  private static void disturb(CutoverWorld world) {
    switch (world.random.nextInt(80)) {
      case 0, 1 -> world.ask(Trigger.CUT_OVER);
      case 2, 3 -> world.ask(Trigger.ROLL_BACK);
      case 4 -> world.abort();
      case 5 -> {
        if (world.random.nextInt(4) == 0) {
          world.freeze();
        }
      }
      case 6 -> {
        if (world.random.nextInt(3) == 0) {
          world.crash();
        }
      }
      default -> {}
    }
  }
}
