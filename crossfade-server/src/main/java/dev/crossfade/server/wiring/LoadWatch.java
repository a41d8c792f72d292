package dev.crossfade.server.wiring;

import dev.crossfade.core.phase.Event.CheckOverridden;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.check.LoadChecks;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has what streams applied checked, as long as a migration is carried out by this process and
 * nothing else is done with it. What fails is a trouble until it is right again. In a thread of its
 * own; streams wait for nothing of it.
 */
final class LoadWatch implements AutoCloseable {

  private static final String TASK = "loads";

  private final LivePasses live;
  private final FailingChecks failing;
  private final Supplier<List<CheckOverridden>> overridden;
  private final Rounds rounds;
  private @Nullable LoadChecks checks;

  private LoadWatch(LivePasses live, Following following) {
    this.live = live;
    this.failing = new FailingChecks(following.run().troubles(), TASK, LoadWatch::problem);
    this.overridden = () -> following.run().state().signOffs().overridden();
    this.rounds = new Rounds(live.connected().spec().name() + "-loads", this::look, failing::gone);
  }

  /**
   * @param may whether published entities may be looked at now
   */
  static LoadWatch start(Connected connected, Following following, BooleanSupplier may) {
    LoadWatch watch = new LoadWatch(new LivePasses(connected, following, may), following);
    watch.rounds.start();
    return watch;
  }

  /** A stream that is far behind shows nothing of now. */
  private void look() throws InterruptedException {
    if (live.may().getAsBoolean() && !live.behind()) {
      failing.tell(checks().look(live.comparable()));
    }
  }

  /** They ask the target, so there is nothing of them before it is there. */
  private LoadChecks checks() {
    if (checks == null) {
      checks = CheckWiring.loads(live.connected(), overridden);
    }
    return checks;
  }

  private static Problem problem(String entities, String why) {
    return Problem.of(
        EngineProblem.LOADS_FAIL,
        "Rows of " + entities + " do not pass their checks since changes were applied.",
        why,
        "See rows: crossfade check run --show-values. Correct them at the source or by crossfade"
            + " repair; or answer for the check: crossfade check override.");
  }

  /** What is being asked is broken off. */
  @Override
  public void close() {
    rounds.close();
  }
}
