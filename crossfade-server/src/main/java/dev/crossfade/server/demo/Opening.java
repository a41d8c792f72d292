package dev.crossfade.server.demo;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A server that starts while the caller does something else; ends with this object. */
final class Opening implements AutoCloseable {
  private final FutureTask<DemoServer> start;

  Opening(Callable<DemoServer> start) {
    this.start = new FutureTask<>(start);
    Thread thread = new Thread(this.start, "demo-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** The server, once it takes requests. */
  DemoServer await() throws Exception {
    try {
      return start.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @Override
  public void close() throws Exception {
    boolean interrupted = Thread.interrupted();
    try {
      start.get().close();
    } catch (ExecutionException e) {
      // told by await
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
