package dev.crossfade.engine.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Spreads pieces of a scan over a few threads, each with a worker of its own. */
final class ParallelScan {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private ParallelScan() {}

  /**
   * Runs all pieces and returns the workers, closed, with whatever they gathered. The first failure
   * stops the scan and is thrown; so does an interruption, and then nobody reads any more on return
   * but a worker that is stuck in a call.
   */
  static <W extends AutoCloseable> List<W> run(
      int threads, Supplier<W> workers, List<Consumer<W>> pieces) throws InterruptedException {
    Queue<Consumer<W>> queue = new ConcurrentLinkedQueue<>(pieces);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<W>> running = new ArrayList<>();
      for (int i = 0; i < Math.min(threads, pieces.size()); i++) {
        running.add(executor.submit(() -> drain(queue, workers)));
      }
      List<W> done = new ArrayList<>();
      for (Future<W> future : running) {
        done.add(future.get());
      }
      return done;
    } catch (ExecutionException e) {
      queue.clear();
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      queue.clear();
      throw e;
    } finally {
      executor.shutdownNow();
      awaitEnd(executor);
    }
  }

  private static void awaitEnd(ExecutorService executor) {
    boolean interrupted = Thread.interrupted();
    try {
      executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static <W extends AutoCloseable> W drain(Queue<Consumer<W>> queue, Supplier<W> workers)
      throws Exception {
    W worker = workers.get();
    try (worker) {
      Consumer<W> piece;
      while ((piece = queue.poll()) != null) {
        piece.accept(worker);
      }
    }
    return worker;
  }
}
