package dev.crossfade.engine.cutover;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes long, done beside the steps: while it is under way, whoever moves clients
 * goes on looking whether the time is over or somebody wants it ended. What is halted may run on
 * for a while; nobody waits for it. One thread looks; any halts.
 *
 * @param <T> what comes out of it
 */
final class Aside<T> {

  private final Executor executor;
  private @Nullable FutureTask<T> task;

  /**
   * @param executor runs what is given to it, each in a thread of its own
   */
  Aside(Executor executor) {
    this.executor = executor;
  }

  /**
   * Begins it, unless it is under way.
   *
   * @return what came out of it; null while it is under way, or once it was halted
   */
  @Nullable T look(Callable<T> what) {
    FutureTask<T> now = current();
    if (now == null) {
      now = new FutureTask<>(what);
      current(now);
      executor.execute(now);
    }
    if (!now.isDone()) {
      return null;
    }
    current(null);
    return answer(now);
  }

  private @Nullable T answer(FutureTask<T> done) {
    try {
      return done.get();
    } catch (CancellationException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      return failed(e.getCause());
    }
  }

  private @Nullable T failed(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException known) {
      throw known;
    } else if (cause instanceof Error known) {
      throw known;
    } else if (cause instanceof InterruptedException) {
      return null;
    }
    throw new IllegalStateException(cause);
  }

  private synchronized @Nullable FutureTask<T> current() {
    return task;
  }

  private synchronized void current(@Nullable FutureTask<T> now) {
    task = now;
  }

  /** Asks it to end soon. */
  void halt() {
    FutureTask<T> now = current();
    if (now != null) {
      now.cancel(true);
    }
  }
}
