package dev.crossfade.engine.cutover;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks several at once, each in a thread of its own, and waits until all have answered. Nobody
 * stops waiting before: whoever is asked might still do what he was asked for.
 */
final class AtOnce {

  private final Executor executor;

  /**
   * @param executor runs what is given to it, each in a thread of its own
   */
  AtOnce(Executor executor) {
    this.executor = executor;
  }

  /**
   * The answers, in the order of those who were asked.
   *
   * @throws RuntimeException the first that one of them threw, once all have ended
   */
  <P, A> List<A> each(List<P> asked, Function<P, A> question) {
    List<FutureTask<A>> tasks = new ArrayList<>();
    for (P one : asked) {
      tasks.add(new FutureTask<>(() -> question.apply(one)));
    }
    tasks.stream().skip(1).forEach(this::begin);
    tasks.stream().limit(1).forEach(FutureTask::run);
    boolean interrupted = false;
    for (FutureTask<A> task : tasks) {
      interrupted |= awaited(task);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return tasks.stream().map(AtOnce::answer).toList();
  }

  /** The same of those who answer nothing. */
  <P> void all(List<P> asked, Consumer<P> order) {
    each(
        asked,
        one -> {
          order.accept(one);
          return true;
        });
  }

  /** Where there is no thread for it, it is done by who asks. */
  private void begin(FutureTask<?> task) {
    try {
      executor.execute(task);
    } catch (RuntimeException | OutOfMemoryError e) {
      task.run();
    }
  }

  /** Whether somebody wanted the wait to end. */
  private static boolean awaited(FutureTask<?> task) {
    boolean interrupted = false;
    while (true) {
      try {
        task.get();
        return interrupted;
      } catch (ExecutionException e) {
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private static <A> A answer(FutureTask<A> done) {
    try {
      return done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      } else if (e.getCause() instanceof Error known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("what is done is not waited for", e);
    }
  }
}
