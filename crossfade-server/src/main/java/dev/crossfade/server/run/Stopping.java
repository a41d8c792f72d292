package dev.crossfade.server.run;

import dev.crossfade.embedded.process.ShutdownSequence;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a command in order when the process is asked to end (Ctrl-C, SIGTERM): what runs is stopped,
 * the command's own thread gets time to tidy up (it is interrupted when it does not notice), and
 * only then embedded services are stopped.
 */
public final class Stopping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);
  private static final long WILLING_SECONDS = 3;
  private static final long PATIENCE_SECONDS = 30;

  private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread command = Thread.currentThread();
  private volatile boolean asked;
  private volatile boolean noticed;

  private Stopping() {}

  /** Begins to listen; closing says that the command has tidied up. */
  public static Stopping listen() {
    Stopping stopping = new Stopping();
    ShutdownSequence.beforeServices(stopping::end);
    return stopping;
  }

  /** What to stop from now on when the process is asked to end; must be quick to return. */
  public void whenAsked(Runnable action) {
    stop.set(action);
  }

  /** Whether the process was asked to end. */
  public boolean asked() {
    return asked;
  }

  /** The command has noticed and tidies up, so it needs no interruption. */
  public void noticed() {
    noticed = true;
  }

  /** What ended a command that was asked to stop is its own stop, and no problem to tell. */
  public void mustBeProblem(RuntimeException end) throws InterruptedException {
    if (asked) {
      LOG.info("stopped: while={}", String.valueOf(end.getMessage()));
      InterruptedException stopped = new InterruptedException("stopped");
      stopped.initCause(end);
      throw stopped;
    }
  }

  private void end() {
    if (finished.getCount() == 0) {
      return;
    }
    asked = true;
    Runnable action = stop.get();
    if (action != null) {
      action.run();
    }
    try {
      if (!finished.await(WILLING_SECONDS, TimeUnit.SECONDS)) {
        if (!noticed) {
          command.interrupt();
        }
        finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finished.countDown();
  }
}
