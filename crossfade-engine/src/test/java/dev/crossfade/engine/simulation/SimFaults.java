package dev.crossfade.engine.simulation;

import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import java.util.Random;

/** Faults at random, and writes of other people in between, until told to be calm. */
final class SimFaults implements Faults {

  private final Random random;
  private final int oneIn;
  private Runnable meanwhile = () -> {};
  private boolean calm = true;
  private boolean inside;

  SimFaults(Random random, int oneIn) {
    this.random = random;
    this.oneIn = oneIn;
  }

  void rage(Runnable writesOfOthers) {
    meanwhile = writesOfOthers;
    calm = false;
  }

  /** Lets the observer look without faults. */
  void observe(Runnable look) {
    boolean before = inside;
    inside = true;
    try {
      look.run();
    } finally {
      inside = before;
    }
  }

  void calm() {
    calm = true;
  }

  @Override
  public Fault before(String call) {
    if (calm || inside) {
      return Fault.NONE;
    }
    if (random.nextInt(12) == 0) {
      inside = true;
      meanwhile.run();
      inside = false;
    }
    if (random.nextInt(oneIn) > 0) {
      return Fault.NONE;
    }
    Fault[] all = Fault.values();
    return all[1 + random.nextInt(all.length - 1)];
  }
}
