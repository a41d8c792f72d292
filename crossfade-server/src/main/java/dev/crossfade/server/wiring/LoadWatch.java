package dev.crossfade.server.wiring;

import dev.crossfade.core.phase.Event.CheckOverridden;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.check.LoadChecks;
import dev.crossfade.engine.trouble.Troubles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what streams applied checked, as long as a migration is carried out by this process and
 * nothing else is done with it. What fails is a trouble until it is right again. In a thread of its
 * own; streams wait for nothing of it.
 */
final class LoadWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoadWatch.class);
  private static final String TASK = "loads";
  private static final long LOOK_SECONDS = 5;

  private final LivePasses live;
  private final Troubles troubles;
  private final Supplier<List<CheckOverridden>> overridden;
  private final Thread thread;
  private @Nullable LoadChecks checks;
  private String told = "";

  private LoadWatch(LivePasses live, Following following) {
    this.live = live;
    this.troubles = following.run().troubles();
    this.overridden = () -> following.run().state().signOffs().overridden();
    this.thread = new Thread(this::keep, live.connected().spec().name() + "-loads");
    thread.setDaemon(true);
  }

  /**
   * @param may whether published entities may be looked at now
   */
  static LoadWatch start(Connected connected, Following following, BooleanSupplier may) {
    LoadWatch watch = new LoadWatch(new LivePasses(connected, following, may), following);
    watch.thread.start();
    return watch;
  }

  private void keep() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(LOOK_SECONDS);
        look();
      }
    } catch (InterruptedException e) {
      LOG.debug("what is applied is not checked any more: {}", thread.getName());
    } finally {
      troubles.gone(TASK);
    }
  }

  /** A stream that is far behind shows nothing of now. */
  private void look() throws InterruptedException {
    try {
      if (live.may().getAsBoolean() && !live.behind()) {
        tell(checks().look(live.comparable()));
      }
    } catch (RuntimeException e) {
      LOG.warn("what was applied could not be checked: {}", e.toString());
    }
  }

  /** They ask the target, so there is nothing of them before it is there. */
  private LoadChecks checks() {
    if (checks == null) {
      checks = CheckWiring.loads(live.connected(), overridden);
    }
    return checks;
  }

  private void tell(Map<String, String> failing) {
    String why = String.join("; ", failing.values());
    if (why.equals(told)) {
      return;
    }
    if (why.isEmpty()) {
      troubles.gone(TASK);
    } else {
      // a number that changes is no other trouble, and does not begin to last anew
      LOG.warn("what was applied does not pass its checks: {}", why);
      troubles.failing(TASK, problem(failing.keySet().toString(), why));
    }
    told = why;
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
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(LOOK_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
