package dev.crossfade.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes a stream that says nothing for too long: whoever sends it is gone without a word, and
 * nobody would ever learn it from the connection.
 */
final class Silence implements AutoCloseable {

  private static final int LOOKS = 10;

  private final InputStream stream;
  private final long limit;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "silence");
            thread.setDaemon(true);
            return thread;
          });
  private final Future<?> looking;
  private volatile long heard = System.nanoTime();

  Silence(InputStream stream, Duration limit) {
    this.stream = stream;
    this.limit = limit.toNanos();
    this.looking =
        watch.scheduleWithFixedDelay(
            this::look, this.limit / LOOKS, this.limit / LOOKS, TimeUnit.NANOSECONDS);
  }

  /** Something was said. */
  void broken() {
    heard = System.nanoTime();
  }

  private void look() {
    if (System.nanoTime() - heard < limit) {
      return;
    }
    try {
      stream.close();
    } catch (IOException e) {
      // whoever reads it finds out by himself
    }
  }

  @Override
  public void close() {
    looking.cancel(false);
    watch.shutdownNow();
  }
}
