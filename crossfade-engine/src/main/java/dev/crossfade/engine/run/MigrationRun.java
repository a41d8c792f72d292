package dev.crossfade.engine.run;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Guarded;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.run.RunEvent.PhaseBegan;
import dev.crossfade.engine.run.RunEvent.ProblemFound;
import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.engine.trouble.Troubles;
import dev.crossfade.spi.target.ProgressStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of a migration, from whatever state it is in to the wanted end. Everything it knows is in
 * the target: the process may be killed at any moment and another run continues. Thread-safe; one
 * object runs once.
 */
public final class MigrationRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationRun.class);

  private final RunInputs inputs;
  private final Until until;
  private final RunListener listener;
  private final ProgressBoard board;
  private final Runner runner;
  private final RunCoordinator coordinator;
  private final CompletableFuture<RunResult> result = new CompletableFuture<>();

  /** A run in threads of its own. */
  public MigrationRun(
      RunInputs inputs, Until until, Verification verification, RunListener listener) {
    this(inputs, until, verification, listener, MigrationRun::threads);
  }

  /**
   * A run that is stepped by the given runner.
   *
   * @param runner makes the runner of this run
   */
  public MigrationRun(
      RunInputs inputs,
      Until until,
      Verification verification,
      RunListener listener,
      Function<MigrationRun, Runner> runner) {
    this.inputs = inputs;
    this.until = until;
    this.listener = listener;
    this.board = new ProgressBoard(inputs.clock(), inputs.options().lasting());
    this.runner = runner.apply(this);
    Crew crew = new Crew(inputs, this.runner, board, this::tell, this::failed, this::sourceStopped);
    this.coordinator =
        new RunCoordinator(inputs, until, verification, crew, board, this::tell, this::ended);
  }

  private static Runner threads(MigrationRun run) {
    String prefix = "crossfade-" + run.inputs.spec().name() + "-";
    return new ThreadRunner(prefix, Pause.REAL, run::died);
  }

  /** Begins; returns at once. */
  public void start() {
    tell(new PhaseBegan(RunPhase.STARTING));
    runner.start(new Guarded(coordinator, board.troubles(), this::failed));
  }

  /** Waits for the end and stops everything that still runs. */
  public RunResult await() throws InterruptedException {
    try {
      RunResult end = result.get();
      runner.stop();
      return end;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where it is now. Cheap; touches no database. */
  public RunProgress progress() {
    return board.progress(inputs.clock());
  }

  /** What does not work for the moment; tasks beside the run may add to it. */
  public Troubles troubles() {
    return board.troubles();
  }

  /** How it ended, if it did. */
  public CompletableFuture<RunResult> result() {
    return result;
  }

  /** Stops cleanly; what was begun is either committed or gone. Idempotent. */
  public void stop() {
    finish(RunPhase.STOPPED, List.of());
    runner.stop();
  }

  @Override
  public void close() {
    stop();
  }

  private void tell(RunEvent event) {
    listener.on(inputs.clock().instant(), event);
  }

  private void ended(List<Verdict> verdicts) {
    finish(RunPhase.DONE, verdicts);
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

  private void failed(Work work, Problem problem) {
    board.problem(problem);
    tell(new ProblemFound(work.name(), problem));
    finish(RunPhase.FAILED, List.of());
  }

  /**
   * A run without end goes on for the other sources when one cannot be followed any more; what any
   * other run is to reach cannot be reached then. Another owner means that this process is not
   * wanted at all.
   */
  private void sourceStopped(String source, String task, Problem problem) {
    board.problem(problem);
    tell(new ProblemFound(task, problem));
    raiseAlarm(source, problem);
    boolean goOn = until == Until.FOREVER && problem.code() != EngineProblem.OWNERSHIP_LOST;
    if (!goOn || !anyStreamFollowing()) {
      finish(RunPhase.FAILED, List.of());
    }
  }

  private void raiseAlarm(String source, Problem problem) {
    if (problem.code() == EngineProblem.OWNERSHIP_LOST) {
      return;
    }
    try {
      String text = problem.code().text() + " " + problem.what() + ": " + problem.why();
      inputs.target().progress().remember(ProgressStore.ALARM_OF_SOURCE + source, text);
    } catch (ProblemException e) {
      LOG.warn("alarm not stored: source={} code={}", source, problem.code().text(), e);
    }
  }

  private boolean anyStreamFollowing() {
    return board.progress(inputs.clock()).streams().values().stream()
        .anyMatch(status -> status.state() != StreamStatus.State.STOPPED);
  }

  private synchronized void finish(RunPhase end, List<Verdict> verdicts) {
    if (result.isDone()) {
      return;
    }
    board.phase(end);
    result.complete(new RunResult(end, verdicts, board.problems()));
  }
}
