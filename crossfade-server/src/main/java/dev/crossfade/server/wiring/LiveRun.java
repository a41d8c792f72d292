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
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.engine.verify.VerifySettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A migration carried out by threads of this process until it is closed. The calling thread watches
 * and asks for verifications. Whatever ends the process, another run continues.
 */
public final class LiveRun implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;

  private final Connected connected;
  private final Captures captures;
  private final MigrationRun run;

  private LiveRun(Connected connected, Captures captures, MigrationRun run) {
    this.connected = connected;
    this.captures = captures;
    this.run = run;
  }

  /** Begins at once. */
  public static LiveRun start(Connected connected, Transport transport, RunListener listener) {
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
    return new LiveRun(connected, captures, run);
  }

  /** Where it is now. */
  public RunProgress progress() {
    return run.progress();
  }

  /**
   * Waits until everything is live.
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
      failOn(progress);
      watcher.accept(progress);
      if (progress.phase() == wanted) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return true;
  }

  private void failOn(RunProgress progress) {
    List<Problem> problems = progress.problems();
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /**
   * Compares everything published with its sources.
   *
   * @param rows told now and then how many rows were read
   */
  public List<Verdict> verify(LongConsumer rows) throws InterruptedException {
    return verify(
        connected, connected.spec().entities().stream().map(EntitySpec::name).toList(), rows);
  }

  /** Compares some entities; some run must follow the sources meanwhile, this one or another. */
  public static List<Verdict> verify(Connected connected, List<String> entities, LongConsumer rows)
      throws InterruptedException {
    Verifier verifier =
        new Verifier(
            connected.compiled(),
            connected.sources(),
            connected.target(),
            VerifySettings.DEFAULTS,
            Clock.systemUTC(),
            Pause.REAL);
    List<Verdict> verdicts = new ArrayList<>();
    try (RowWatch watch = RowWatch.start(verifier, rows)) {
      for (String entity : entities) {
        verdicts.add(verifier.verify(entity));
      }
    }
    return verdicts;
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
