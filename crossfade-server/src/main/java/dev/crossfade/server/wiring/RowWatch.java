package dev.crossfade.server.wiring;

import dev.crossfade.engine.verify.Verifier;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Tells how many rows a verification has read, while it works. */
final class RowWatch implements AutoCloseable {
  private final Thread thread;

  private RowWatch(Thread thread) {
    this.thread = thread;
  }

  static RowWatch start(Verifier verifier, LongConsumer rows) {
    Thread thread = new Thread(() -> watch(verifier, rows), "verify-watch");
    thread.setDaemon(true);
    thread.start();
    return new RowWatch(thread);
  }

  private static void watch(Verifier verifier, LongConsumer rows) {
    try {
      while (true) {
        rows.accept(verifier.rowsRead());
        TimeUnit.MILLISECONDS.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
