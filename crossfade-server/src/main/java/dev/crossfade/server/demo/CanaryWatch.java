package dev.crossfade.server.demo;

import dev.crossfade.core.canary.CanaryPlan;
import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.engine.canary.CanaryController;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Lets the share of readers on the new stack grow, and tells each step. */
final class CanaryWatch {
  private static final CanaryPlan PLAN =
      new CanaryPlan(
          List.of(5, 25, 50, 100),
          Duration.ofSeconds(2),
          new CanaryPlan.Limits(Duration.ofMillis(500), 20, 10, 100, 980, 5));
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final DemoTraffic traffic;
  private final Narrator narrator;
  private final CanaryController controller;

  CanaryWatch(DemoTraffic traffic, Narrator narrator) {
    this.traffic = traffic;
    this.narrator = narrator;
    this.controller = new CanaryController(traffic.store(), traffic.signer(), Clock.systemUTC());
  }

  /**
   * Runs it to its end.
   *
   * @return how it ended
   */
  CanaryRun.Mode run(Pursuit pursuit) throws InterruptedException {
    CanaryRun first = CanaryRun.begin(PLAN, Clock.systemUTC().instant(), "begun by the demo");
    traffic.change(state -> state.canary(first));
    long end = System.nanoTime() + LONGEST.toNanos();
    int told = -1;
    CanaryRun run = first;
    while (run.live() && System.nanoTime() < end && pursuit.follow(LOOK)) {
      run = controller.look(traffic.record()).getOrDefault(DemoTraffic.ROUTE, run);
      if (run.step() != told) {
        told = run.step();
        narrator.fact(run.percent() + " % of the readers are on the new stack: " + run.why());
      }
    }
    if (run.mode() != CanaryRun.Mode.DONE) {
      narrator.fact("The canary is " + run.word() + " at " + run.percent() + " %: " + run.why());
    }
    return run.mode();
  }
}
