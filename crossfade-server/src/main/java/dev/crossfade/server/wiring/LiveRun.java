package dev.crossfade.server.wiring;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunInputs;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.run.RunPhase;
import dev.crossfade.engine.run.RunProgress;
import dev.crossfade.engine.run.Until;
import dev.crossfade.engine.stream.StreamStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A migration carried out by threads of this process until it is closed. The calling thread watches
 * and asks for verifications. Whatever ends the process, another run continues.
 */
public final class LiveRun implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;
  private static final Duration CAUGHT_UP = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Connected connected;
  private final Captures captures;
  private final MigrationRun run;
  private final Until wish;

  private LiveRun(Connected connected, Captures captures, MigrationRun run, Until wish) {
    this.connected = connected;
    this.captures = captures;
    this.run = run;
    this.wish = wish;
  }

  /**
   * Begins at once.
   *
   * @param wish what is to be reached: a run without end goes on while any source can be followed,
   *     any other is in vain once one cannot be
   */
  public static LiveRun start(
      Connected connected, Transport transport, Until wish, RunListener listener) {
    Captures captures = new Captures(connected, transport.access());
    RunInputs inputs =
        new RunInputs(
            connected.spec(),
            connected.compiled(),
            connected.sources(),
            captures.all(),
            captures.requests(),
            connected.target(),
            Clock.systemUTC(),
            EngineOptions.DEFAULTS);
    MigrationRun run = new MigrationRun(inputs, Until.FOREVER, List::of, listener);
    run.start();
    return new LiveRun(connected, captures, run, wish);
  }

  /** Where it is now. */
  public RunProgress progress() {
    return run.progress();
  }

  /**
   * Waits until everything is live; for ever, if a source stopped before and none is to end the
   * run.
   *
   * @param watcher looks at the progress ten times a second
   * @return false when the run was stopped first
   * @throws ProblemException with what made it end
   */
  public boolean awaitLive(Consumer<RunProgress> watcher) throws InterruptedException {
    return await(RunPhase.LIVE, Long.MAX_VALUE, watcher);
  }

  /**
   * Follows the sources for a while.
   *
   * @return false when the run was stopped first
   */
  public boolean follow(long millis, Consumer<RunProgress> watcher) throws InterruptedException {
    return await(RunPhase.DONE, millis, watcher);
  }

  private boolean await(RunPhase wanted, long millis, Consumer<RunProgress> watcher)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(millis, 1L << 40));
    while (System.nanoTime() < end) {
      RunProgress progress = run.progress();
      if (progress.phase() == RunPhase.STOPPED) {
        return false;
      }
      watcher.accept(progress);
      if (progress.phase() == wanted) {
        return true;
      }
      failOn(progress);
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return true;
  }

  private void failOn(RunProgress progress) {
    List<Problem> problems = progress.problems();
    boolean inVain = wish != Until.FOREVER || progress.phase() == RunPhase.FAILED;
    if (inVain && !problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** Entities whose sources are all followed, by name. */
  public List<String> followed() {
    Map<String, StreamStatus> streams = run.progress().streams();
    return connected.spec().entities().stream()
        .filter(entity -> entity.sources().stream().noneMatch(source -> stopped(streams, source)))
        .map(EntitySpec::name)
        .toList();
  }

  private static boolean stopped(Map<String, StreamStatus> streams, String source) {
    StreamStatus stream = streams.get(source);
    return stream != null && stream.state() == StreamStatus.State.STOPPED;
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
    Comparison comparison = Comparison.full(connected, followed());
    PatientVerification patient = new PatientVerification(comparison.way(), run, Pause.REAL);
    List<Verdict> verdicts =
        comparison.verify(
            entity -> {
              Verdict verdict = patient.verify(entity);
              failOn(run.progress());
              return verdict;
            },
            rows);
    failOn(run.progress());
    return verdicts;
  }

  private void awaitCaughtUp(LongConsumer rows) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (System.nanoTime() < end && run.progress().phase() == RunPhase.LIVE && behind()) {
      rows.accept(0);
      failOn(run.progress());
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    if (run.progress().phase() == RunPhase.STOPPED) {
      throw new InterruptedException("the run was stopped");
    }
  }

  private boolean behind() {
    return run.progress().streams().values().stream()
        .filter(stream -> stream.state() != StreamStatus.State.STOPPED)
        .anyMatch(stream -> stream.lag() == null || stream.lag().compareTo(CAUGHT_UP) > 0);
  }

  /** Stops cleanly; safe to call from any thread, and again. */
  public void stop() {
    run.stop();
  }

  @Override
  public void close() {
    run.stop();
    captures.close();
  }
}
