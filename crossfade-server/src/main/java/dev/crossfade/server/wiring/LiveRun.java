package dev.crossfade.server.wiring;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.PhaseProblem;
import dev.crossfade.core.phase.PhaseTable;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.run.Claim;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunInputs;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.run.RunProgress;
import dev.crossfade.engine.run.Sharing;
import dev.crossfade.engine.run.TakingIn;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A migration carried out by threads of this process until it is closed. The calling thread watches
 * and asks for verifications. Whatever ends the process, another one goes on by the journal.
 */
public final class LiveRun implements AutoCloseable {

  private static final Duration TTL = Duration.ofSeconds(8);
  private static final long LOOK_MILLIS = 100;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Connected connected;
  private final ControlStore control;
  private final Captures captures;
  private final MigrationRun run;
  private final LiveVerification verification;
  private final LeaseWatch lease;
  private final ScheduledChecks checks;
  private final LoadWatch loads;
  private final Following following;
  private final FullPasses passes;
  private final Decisions decisions;
  private final @Nullable Moving moving;
  private final Until wish;
  private final AtomicLong compared = new AtomicLong();
  private volatile boolean stopped;

  private LiveRun(
      Connected connected,
      ControlStore control,
      Captures captures,
      Until wish,
      RunListener listener,
      @Nullable Sharing sharing,
      @Nullable Moving moving) {
    this.moving = moving;
    this.connected = connected;
    this.control = control;
    this.captures = captures;
    this.wish = wish;
    this.verification = new LiveVerification(this::compare);
    RunInputs inputs =
        new RunInputs(
            connected.spec(),
            connected.compiled(),
            connected.sources(),
            captures.all(),
            captures.requests(),
            connected.target(),
            Clock.systemUTC(),
            EngineOptions.DEFAULTS,
            sharing);
    Claim claim = new Claim(control, Processes.name(), Processes::draw, TTL, connected.demand());
    RunInputs all = moving == null ? inputs : inputs.crossing(moving.inputs());
    this.run = new MigrationRun(all, claim, verification, listener);
    this.lease = new LeaseWatch(connected.spec().name(), run);
    this.following = new Following(connected.spec(), run);
    this.checks = ScheduledChecks.start(connected, following, this::checkable);
    this.loads = LoadWatch.start(connected, following, this::restful);
    this.passes = LivePasses.of(connected, following, this::restful);
    this.decisions =
        new Decisions(connected.target(), connected.compiled(), connected::next, System::nanoTime);
  }

  /**
   * Begins at once to claim the migration; whoever is to see it go on has to {@link #awaitLive}.
   *
   * @param wish what is to be reached: a run without end goes on while any source can be followed,
   *     any other is in vain once one cannot be
   * @param signing by which clients are moved, closed with the run; null for a run that moves none
   */
  public static LiveRun start(
      Connected connected,
      Transport transport,
      Until wish,
      RunListener listener,
      @Nullable RouteSigning signing) {
    Peopled.refuse(connected.spec());
    return start(connected, connected.openControl(), transport, wish, listener, null, signing);
  }

  /**
   * The same by a journal in the control store of a server, which is closed with the run. Nobody
   * waits for anything: what people ask for comes by the journal. Workers may help.
   *
   * @param signing by which clients are moved, closed with the run
   */
  public static LiveRun ofServer(
      Connected connected,
      Transport transport,
      ControlStore control,
      RunListener listener,
      RouteSigning signing) {
    return start(
        connected,
        control,
        transport,
        Until.FOREVER,
        listener,
        LiveHelp.sharing(connected, transport.access()),
        signing);
  }

  private static LiveRun start(
      Connected connected,
      ControlStore control,
      Transport transport,
      Until wish,
      RunListener listener,
      @Nullable Sharing sharing,
      @Nullable RouteSigning signing) {
    Moving moving = null;
    try {
      control.prepare();
      ControlPlace.require(control, connected.target(), connected.spec().name());
      Captures captures = new Captures(connected, transport.access());
      if (signing != null) {
        signing.prepare(connected.spec().traffic().group(connected.spec().name()));
        moving = new Moving(connected, transport.access(), captures.requests(), signing);
      }
      LiveRun live = new LiveRun(connected, control, captures, wish, listener, sharing, moving);
      live.run.start();
      live.passes.start();
      return live;
    } catch (RuntimeException e) {
      if (moving != null) {
        moving.close();
      } else if (signing != null) {
        signing.close();
      }
      control.close();
      throw e;
    }
  }

  /** Whether the migration is done for good. */
  public boolean over() {
    return run.state().over();
  }

  /** Whether this process does nothing any more, and only a new run could. */
  public boolean dead() {
    return run.dead();
  }

  /**
   * Whether somebody decided something that a run begun anew from the folder goes by, and this one
   * does not. Looked at every few seconds; not while clients are being moved, which nobody may
   * interrupt.
   */
  public boolean outdated() {
    return !run.state().phase().crosses() && decisions.newer();
  }

  /** Whether this process is the one that carries it out. */
  public boolean acts() {
    return run.acts();
  }

  /** Under which epoch it is, asked for right before something is done in its name. */
  public OptionalLong mayAct() {
    return run.mayAct();
  }

  /** Rows that the comparison under way has read, or the latest one had. */
  public long comparedRows() {
    return compared.get();
  }

  /** Where it is now. */
  public RunProgress progress() {
    return run.progress();
  }

  /**
   * Waits until everything is live and this process has begun to follow it, so that whatever keeps
   * it from that is known; for ever, if a source stopped before and none is to end the run.
   *
   * @param watcher looks at the progress ten times a second
   * @return false when the run was stopped first, or is {@link #outdated}
   * @throws ProblemException with what made it end, or when another process is at work
   */
  public boolean awaitLive(Consumer<RunProgress> watcher) throws InterruptedException {
    while (!run.acts() && run.state().phase() != Phase.COMPLETED) {
      if (!goesOn(watcher)) {
        return false;
      }
    }
    TakingIn all = new TakingIn(run, this::begun, () -> goesOn(watcher) && !outdated());
    if (!all.await(Processes.user())) {
      return false;
    }
    failOn(run.progress());
    watcher.accept(run.progress());
    return true;
  }

  /** Entities that can be checked by this process now: all that it follows, once they are live. */
  private List<String> checkable() {
    return !stopped && run.acts() && live() ? followed() : List.of();
  }

  /** Whether this process may compare though nobody asks: nothing else is done, and it acts. */
  private boolean restful() {
    return !stopped && run.acts() && verifiable(run.state().phase());
  }

  /**
   * What was live before is so at once, whatever becomes of the mappings and logs of today. Who
   * follows for ever waits for no source that is away.
   */
  private boolean begun() {
    return wish == Until.FOREVER || Begun.all(followable(), run.progress().streams());
  }

  private List<String> followable() {
    return connected.sources().keySet().stream()
        .filter(source -> !Sources.tables(connected.spec(), source).isEmpty())
        .toList();
  }

  private boolean live() {
    return run.progress().phase().live();
  }

  /**
   * Follows the sources for a while.
   *
   * @return false when the run was stopped first, or is {@link #outdated}
   */
  public boolean follow(long millis, Consumer<RunProgress> watcher) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(millis, 1L << 40));
    while (System.nanoTime() < end) {
      if (!goesOn(watcher) || outdated()) {
        return false;
      }
    }
    return true;
  }

  /** Looks, and rests a moment; false when it was stopped. */
  private boolean goesOn(Consumer<RunProgress> watcher) throws InterruptedException {
    if (stopped) {
      return false;
    }
    RunProgress progress = run.progress();
    watcher.accept(progress);
    lease.look();
    failOn(progress);
    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    return !stopped;
  }

  private void failOn(RunProgress progress) {
    List<Problem> problems = progress.problems();
    boolean inVain = wish != Until.FOREVER || progress.phase() == Phase.FAILED;
    if (inVain && !problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** Entities whose sources are all followed, by name. */
  public List<String> followed() {
    return following.entities();
  }

  /** What was compared unasked since this was asked last: the latest verdict of each entity. */
  public List<Verdict> comparedUnasked() {
    return passes.found();
  }

  /**
   * Compares what is published with its sources, but for what is not followed any more. Waits a
   * while for streams that are far behind: every row they have not brought yet would be looked at
   * several times, and the reading would slow them down.
   *
   * @param rows told now and then how many rows were read
   * @throws ProblemException with what stopped, if a verdict about everything was wished for
   */
  public List<Verdict> verify(LongConsumer rows) throws InterruptedException {
    awaitCaughtUp(rows);
    verification.tell(rows);
    int before = verification.number();
    long asked = 0;
    LiveVerification.Result result = verification.after(before);
    while (result == null || run.state().phase().verifies()) {
      MigrationState now = run.state();
      if (result == null && verifiable(now.phase()) && now.version() >= asked) {
        asked = askToVerify(now.version());
      }
      mustGoOn();
      result = verification.after(before);
    }
    if (result.failure() != null) {
      throw result.failure();
    }
    failOn(run.progress());
    return result.verdicts();
  }

  private static boolean verifiable(Phase phase) {
    return PhaseTable.MIGRATION.askable(phase).contains(Trigger.VERIFY);
  }

  /** Where that is not possible any more, looking at the run tells why. */
  private long askToVerify(long before) {
    try {
      return run.ask(Trigger.VERIFY, Processes.user()).version();
    } catch (ProblemException e) {
      if (e.problem().code() != PhaseProblem.NOT_IN_THIS_PHASE) {
        throw e;
      }
      return before + 1;
    }
  }

  private void mustGoOn() throws InterruptedException {
    if (!goesOn(progress -> {})) {
      throw new InterruptedException("the run was stopped");
    }
  }

  /** In a thread of the run, which is interrupted when the run lets go. */
  private List<Verdict> compare(LongConsumer rows) throws InterruptedException {
    compared.set(0);
    Comparison comparison = Comparison.published(connected, followed());
    return comparison.verify(
        new PatientVerification(comparison.way(), run, Pause.REAL),
        read -> {
          compared.set(read);
          rows.accept(read);
        });
  }

  private void awaitCaughtUp(LongConsumer rows) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (System.nanoTime() < end && live() && following.behind()) {
      rows.accept(0);
      mustGoOn();
    }
  }

  /** Stops cleanly and gives the lease back; safe to call from any thread, and again. */
  public void stop() {
    stopped = true;
    run.stop();
  }

  @Override
  public void close() {
    run.windDown();
    stopped = true;
    checks.close();
    loads.close();
    passes.close();
    stop();
    captures.close();
    if (moving != null) {
      moving.close();
    }
    control.close();
  }
}
