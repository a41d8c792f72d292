package dev.crossfade.server.wiring;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after something every few seconds, in a thread of its own, until it is closed. A look that
 * fails is told, and does not keep the next one from coming.
 */
final class Rounds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final long LOOK_SECONDS = 5;

  private final Look look;
  private final Runnable end;
  private final Thread thread;

  /** What is done at each round. */
  @FunctionalInterface
  interface Look {
    void look() throws InterruptedException;
  }

  /**
   * @param name of the thread
   * @param end done by it once nothing is looked at any more
   */
  Rounds(String name, Look look, Runnable end) {
    this.look = look;
    this.end = end;
    this.thread = new Thread(this::keep, name);
    thread.setDaemon(true);
  }

  /** Begins, once. */
  void start() {
    thread.start();
  }

  private void keep() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(LOOK_SECONDS);
        once();
      }
    } catch (InterruptedException e) {
      LOG.debug("nothing is looked at any more: {}", thread.getName());
    } finally {
      end.run();
    }
  }

  private void once() throws InterruptedException {
    try {
      look.look();
    } catch (RuntimeException e) {
      LOG.warn("a look failed, and is repeated: {} {}", thread.getName(), e.toString());
    }
  }

  /** What is under way is broken off. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(LOOK_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
