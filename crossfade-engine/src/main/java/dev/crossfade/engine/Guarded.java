package dev.crossfade.engine;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.trouble.Troubles;
import dev.crossfade.spi.target.OwnershipLostException;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work with the engine's one rule for failures around it: what is transient is tried again after a
 * growing rest and noted as trouble meanwhile, everything else ends this work and is reported once.
 */
public final class Guarded implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(Guarded.class);

  private final Work work;
  private final Troubles troubles;
  private final BiConsumer<Work, Problem> onFailure;
  private final Backoff backoff = new Backoff();
  private @Nullable Problem told;

  public Guarded(Work work, Troubles troubles, BiConsumer<Work, Problem> onFailure) {
    this.work = work;
    this.troubles = troubles;
    this.onFailure = onFailure;
  }

  @Override
  public String name() {
    return work.name();
  }

  @Override
  public @Nullable Duration step() {
    try {
      Duration rest = work.step();
      well(rest);
      // what has ended tries nothing again, and nobody would take it back
      tell(rest == null ? null : work.trouble().orElse(null));
      return rest;
    } catch (ProblemException e) {
      return e.problem().code().kind() == Kind.TRANSIENT ? again(e) : failed(e.problem(), e);
    } catch (OwnershipLostException e) {
      return failed(
          Problem.of(
              EngineProblem.OWNERSHIP_LOST,
              "another process has taken over " + work.name(),
              "only one process may follow a stream; this one has stopped and changed nothing since",
              "let the other process go on, or stop it and start this one again"),
          e);
    } catch (RuntimeException e) {
      return failed(
          Problem.of(
              EngineProblem.UNEXPECTED,
              work.name() + " stopped on an unexpected " + e.getClass().getSimpleName(),
              String.valueOf(e.getMessage()),
              "nothing is lost: start again; if it repeats, report it with the log"),
          e);
    }
  }

  private void well(@Nullable Duration rest) {
    if (backoff.failures() > 0) {
      troubles.well(name());
    }
    backoff.reset();
    if (rest == null) {
      troubles.gone(name());
    }
  }

  /** What hinders a part of the work is told beside it. */
  private void tell(@Nullable Problem problem) {
    if (problem != null && !problem.equals(told)) {
      troubles.failing(part(), problem);
    } else if (problem == null && told != null) {
      troubles.gone(part());
    }
    told = problem;
  }

  private String part() {
    return name() + "-errands";
  }

  private Duration again(ProblemException e) {
    reset();
    troubles.failing(name(), e.problem());
    Duration rest = backoff.next();
    LOG.warn(
        "trying again: task={} code={} failures={} restMillis={} what={}",
        work.name(),
        e.problem().code().text(),
        backoff.failures(),
        rest.toMillis(),
        e.problem().what());
    return rest;
  }

  private @Nullable Duration failed(Problem problem, RuntimeException e) {
    if (e instanceof OwnershipLostException) {
      LOG.info("stopped: task={} what={}", work.name(), e.getMessage());
    } else {
      LOG.error("stopped: task={} code={}", work.name(), problem.code().text(), e);
    }
    reset();
    tell(null);
    troubles.gone(name());
    onFailure.accept(work, problem);
    return null;
  }

  @Override
  public void halt() {
    work.halt();
  }

  @Override
  public void reset() {
    try {
      work.reset();
    } catch (RuntimeException e) {
      LOG.debug("letting go failed: task={}", work.name(), e);
    }
  }
}
