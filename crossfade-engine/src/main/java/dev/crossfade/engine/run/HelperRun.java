package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Guarded;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.trouble.Troubles;
import dev.crossfade.spi.target.OwnershipLostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one process does for a migration that it does not own: it accepts the owner's offer, copies
 * chunks and follows streams as they are free, and drops everything once the offer does not stand
 * any more, to accept the next. It decides nothing. Thread-safe; one object runs once.
 */
public final class HelperRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HelperRun.class);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final HelpInputs inputs;
  private final Runners runners;
  private final Runner loop;
  private final Troubles troubles;
  private volatile boolean helping;
  private volatile @Nullable Problem broken;
  private boolean stopped;

  /** A helper in threads of its own. */
  public HelperRun(HelpInputs inputs) {
    this(inputs, Runners.threads(inputs.spec().name()));
  }

  /**
   * A helper that is stepped by others.
   *
   * @param runners makes what steps its works
   */
  public HelperRun(HelpInputs inputs, Runners runners) {
    this.inputs = inputs;
    this.runners = runners;
    this.loop = runners.open((work, death) -> broke(work, unexpected(work, death)));
    Duration lasting = inputs.options().lasting();
    this.troubles = new Troubles(inputs.clock(), lasting, lasting.multipliedBy(2));
  }

  /** Begins to look for work; returns at once. */
  public void start() {
    loop.start(new Guarded(new Loop(), troubles, this::broke));
  }

  /** Accepts, and sees to it that what belongs to one offer has ended before the next. */
  private final class Loop implements Work {

    private @Nullable Hands hands;

    @Override
    public String name() {
      return "help";
    }

    @Override
    public Duration step() {
      Hands now = hands;
      if (now != null && now.welcome() && inputs.target().offer().stands()) {
        return LOOK;
      }
      helping = false;
      if (now == null || ended(now)) {
        hands = null;
        if (inputs.target().offer().accept(inputs.journal().get(), inputs.compiled().version())) {
          begin();
        }
      }
      return LOOK;
    }

    private boolean ended(Hands before) {
      before.end();
      return before.over();
    }

    private void begin() {
      LOG.atInfo().addKeyValue("migration", inputs.spec().name()).log("helps");
      Hands begun = new Hands(inputs, runners, troubles);
      hands = begun;
      try {
        begun.begin();
        helping = true;
      } catch (OwnershipLostException e) {
        begun.end();
      }
    }

    @Override
    public void reset() {
      Hands now = hands;
      helping = false;
      if (now != null) {
        now.end();
      }
    }
  }

  static Problem unexpected(Work work, Throwable death) {
    return Problem.of(
        EngineProblem.UNEXPECTED,
        work.name() + " died of " + death.getClass().getSimpleName(),
        String.valueOf(death.getMessage()),
        "nothing is lost: others go on");
  }

  private void broke(Work work, Problem problem) {
    LOG.atError()
        .addKeyValue("migration", inputs.spec().name())
        .addKeyValue("code", problem.code().text())
        .log("does not help any more: {}; {}", problem.what(), problem.why());
    broken = problem;
  }

  /** Whether it works for the migration now. */
  public boolean helping() {
    return helping;
  }

  /** Whether it does nothing any more; another object may. */
  public boolean dead() {
    return broken != null;
  }

  /** What does not work for the moment. */
  public Troubles troubles() {
    return troubles;
  }

  /** Ends cleanly: what was begun is either committed or gone, and others go on at once. */
  public synchronized void stop() {
    if (!stopped) {
      stopped = true;
      if (!loop.stop()) {
        LOG.warn("the helper is stuck: migration={}", inputs.spec().name());
      }
    }
  }

  @Override
  public void close() {
    stop();
  }
}
