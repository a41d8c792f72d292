package dev.crossfade.embedded;

import dev.crossfade.core.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts a service whose process has died. One daemon thread; after a failed restart it waits
 * twice as long, at most 30 seconds, and tries again. Ends by itself when the service is closed.
 */
public final class Supervisor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final EmbeddedService<?> service;
  private final long intervalMillis;
  private final AtomicLong restarts = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;

  private Supervisor(EmbeddedService<?> service, Duration interval) {
    this.service = service;
    this.intervalMillis = interval.toMillis();
    this.thread = new Thread(this::run, "supervisor-" + service.name());
    this.thread.setDaemon(true);
  }

  /** Begins to look after {@code service} every {@code interval}. */
  public static Supervisor watch(EmbeddedService<?> service, Duration interval) {
    Supervisor supervisor = new Supervisor(service, interval);
    supervisor.thread.start();
    return supervisor;
  }

  /** How often the service was brought back. */
  public long restarts() {
    return restarts.get();
  }

  /** Stops looking; a restart under way is finished first. The service is left as it is. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long pause = intervalMillis;
    while (!closed) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        continue;
      }
      pause = service.alive() || bringBack() ? intervalMillis : longer(pause);
    }
  }

  private static long longer(long pause) {
    return Math.min(Math.max(2 * pause, 500), LONGEST_PAUSE_MILLIS);
  }

  private boolean bringBack() {
    try {
      LOG.warn("service died, restarting service={}", service.name());
      service.restart();
      restarts.incrementAndGet();
      return true;
    } catch (ProblemException e) {
      if (e.problem().code() == EmbeddedProblem.ALREADY_CLOSED) {
        closed = true;
        return true;
      }
      LOG.error("restart failed service={} problem={}", service.name(), e.getMessage());
      return false;
    }
  }
}
