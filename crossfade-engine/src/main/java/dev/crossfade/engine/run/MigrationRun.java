package dev.crossfade.engine.run;

import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Onward;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Guarded;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.cutover.CutoverProblem;
import dev.crossfade.engine.cutover.Mandate;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.engine.reconcile.Reconciler;
import dev.crossfade.engine.run.RunEvent.PhaseBegan;
import dev.crossfade.engine.run.RunEvent.ProblemFound;
import dev.crossfade.engine.trouble.Troubles;
import dev.crossfade.spi.journal.Holder;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one process does for a migration: it holds the lease if it can, reads the journal, decides,
 * records, and carries out. The process may be killed at any moment and another one goes on.
 * Thread-safe; one object runs once.
 */
public final class MigrationRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationRun.class);

  private final RunInputs inputs;
  private final RunListener listener;
  private final ProgressBoard board;
  private final Runner loop;
  private final MigrationPlane plane;
  private final Reconciler reconciler;
  private final Desk desk;
  private final Gains gains;
  private volatile boolean dead;
  private boolean stopped;

  /** A run in threads of its own. */
  public MigrationRun(
      RunInputs inputs, Claim claim, Verification verification, RunListener listener) {
    this(inputs, claim, verification, listener, Runners.threads(inputs.spec().name()));
  }

  /**
   * A run that is stepped by others.
   *
   * @param runners makes what steps its works
   */
  public MigrationRun(
      RunInputs inputs,
      Claim claim,
      Verification verification,
      RunListener listener,
      Runners runners) {
    this.inputs = inputs;
    this.listener = listener;
    this.board = new ProgressBoard(inputs.clock(), inputs.options().lasting());
    this.loop = runners.open(this::died);
    this.gains =
        new Gains(
            inputs.spec().entities(),
            () -> inputs.target().progress().entityStates(),
            System::nanoTime);
    this.desk = new Desk(claim.store().journal(), inputs.clock(), claim.ids(), claim.demand());
    Mandate mandate = new Mandate(claim.owner(), desk.reader(inputs.spec().name()), claim.demand());
    this.plane =
        new MigrationPlane(
            inputs,
            () -> claim.store().audit().origin(),
            () ->
                new Shift(inputs, runners, board, verification, this::state, mandate, this::tell));
    this.reconciler =
        new Reconciler(
            inputs.spec().name(),
            claim.owner(),
            claim.store(),
            plane,
            claim.ttl(),
            inputs.clock(),
            claim.ids(),
            claim.demand());
  }

  /** Begins to claim the migration; returns at once. */
  public void start() {
    loop.start(new Guarded(new Loop(), board.troubles(), this::failed));
  }

  /** The loop, and what it means for those who look on. */
  private final class Loop implements Work {

    private int visit = -1;

    @Override
    public String name() {
      return reconciler.name();
    }

    @Override
    public @Nullable Duration step() {
      Duration rest = reconciler.step();
      if (reconciler.acts()) {
        notice(reconciler.state());
      }
      return rest;
    }

    private void notice(MigrationState state) {
      if (state.here().number() != visit) {
        visit = state.here().number();
        tell(new PhaseBegan(state.phase()));
      }
    }
  }

  /** What is decided, as this process saw it last. */
  public MigrationState state() {
    return reconciler.state();
  }

  /** Whether this process acts for the migration. */
  public boolean acts() {
    return reconciler.acts();
  }

  /** Under which epoch, as long as its lease is still to be believed in, looked at or not. */
  public OptionalLong mayAct() {
    return reconciler.mayAct();
  }

  /** Who acts instead, if somebody does. */
  public Optional<Holder> otherHolder() {
    return reconciler.otherHolder();
  }

  /**
   * Asks for something.
   *
   * @param actor who asks
   * @throws ProblemException when it is not possible now
   */
  public MigrationState ask(Trigger what, String actor) {
    boolean moves = what == Trigger.CUT_OVER || what == Trigger.ROLL_BACK;
    if (moves && inputs.crossing() == null) {
      throw CutoverProblem.notOffered(inputs.spec().name()).raise();
    }
    return desk.ask(inputs.spec().name(), what, actor);
  }

  /**
   * Asks for what lets the migration go on from where it is, if anything has to be asked for.
   *
   * @return the state from which on it does
   */
  public MigrationState goOn(String actor) {
    MigrationState now = state();
    boolean newcomers = now.phase() == Phase.LIVE && gains.some(now.here().number());
    return Onward.from(now.phase(), newcomers).map(what -> ask(what, actor)).orElse(now);
  }

  /**
   * Asks for what the specification gained while everything rested; of what is not live, nothing,
   * and nothing as long as it {@link #takesInLater}.
   */
  public MigrationState takeIn(String actor) {
    MigrationState now = state();
    return now.phase() == Phase.LIVE ? goOn(actor) : now;
  }

  /**
   * Whether the specification gained something that can be asked for only later: a comparison is
   * under way, which is ended first. A target that is away does not tell, so that it may be so.
   */
  public boolean takesInLater() {
    MigrationState now = state();
    return now.phase() == Phase.VERIFYING && gains.maybe(now.here().number());
  }

  /** Whether it gained something that can be asked for now or later; likewise. */
  public boolean takesInMore() {
    MigrationState now = state();
    boolean askable = now.phase() == Phase.LIVE || now.phase() == Phase.VERIFYING;
    return askable && gains.maybe(now.here().number());
  }

  /** Where it is now. Cheap; touches no database. */
  public RunProgress progress() {
    Phase phase = dead ? Phase.FAILED : state().phase();
    return board.progress(inputs.clock(), phase, plane.unheard());
  }

  /** Whether the loop of this process cannot go on; another object can. */
  public boolean dead() {
    return dead;
  }

  /** What does not work for the moment; tasks beside the run may add to it. */
  public Troubles troubles() {
    return board.troubles();
  }

  /**
   * Takes back a move of clients that is under way, or, once the record names the other side, ends
   * it there: asks for it and returns at once.
   */
  public void windDown() {
    plane.windDown();
  }

  /** Whether no client is left before closed doors when this process ends now. */
  public boolean mayBeLeft() {
    return plane.mayBeLeft();
  }

  /**
   * Ends this process's part cleanly: what was begun is either committed or gone, clients who were
   * being moved are at rest if that takes no longer than ten seconds, and the lease is free. The
   * migration stays in the phase in which it is. Idempotent.
   */
  public synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    windDown();
    if (!loop.await(this::mayBeLeft)) {
      LOG.warn(
          "clients are not at rest, the next owner ends it: migration={}", inputs.spec().name());
    }
    if (!loop.stop()) {
      LOG.warn("the loop is stuck, its lease will run out: migration={}", inputs.spec().name());
      return;
    }
    try {
      reconciler.end();
    } catch (ProblemException e) {
      LOG.warn("lease not given back, it will run out: migration={}", inputs.spec().name(), e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  private void tell(RunEvent event) {
    listener.on(inputs.clock().instant(), event);
  }

  private void died(Work work, Throwable death) {
    failed(
        work,
        Problem.of(
            EngineProblem.UNEXPECTED,
            work.name() + " died of " + death.getClass().getSimpleName(),
            String.valueOf(death.getMessage()),
            "nothing is lost: start again"));
  }

  /** The loop itself cannot go on, so this process does nothing any more. */
  private void failed(Work work, Problem problem) {
    dead = true;
    board.problem(problem);
    tell(new ProblemFound(work.name(), problem));
  }
}
