package dev.crossfade.it.control;

import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.reconcile.DataPlane;
import dev.crossfade.engine.reconcile.Reconciler;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A server's loop in a thread, with a connection of its own; it can be made to stand still. */
final class Loop implements AutoCloseable {

  static final Duration TTL = Duration.ofMillis(600);

  private final ControlStore store;
  private final Reconciler reconciler;
  private final Thread thread;
  private final AtomicInteger failures = new AtomicInteger();
  private final Object still = new Object();
  private volatile boolean closed;
  private volatile @Nullable Throwable death;

  Loop(String name, ControlSettings settings, DataPlane plane) {
    this.store = ControlStores.open(settings);
    Supplier<String> ids = () -> UUID.randomUUID().toString();
    this.reconciler =
        new Reconciler(
            "unify", name, store, plane, TTL, Clock.systemUTC(), ids, SignOffDemand.NONE);
    this.thread = new Thread(this::run, name);
    thread.start();
  }

  private void run() {
    try {
      boolean going = true;
      while (going && !closed) {
        synchronized (still) {
          going = step();
        }
        Thread.sleep(2);
      }
    } catch (InterruptedException e) {
      // closed
    } catch (Throwable e) {
      death = e;
    }
  }

  private boolean step() {
    try {
      return reconciler.step() != null;
    } catch (ProblemException e) {
      failures.incrementAndGet();
      return true;
    }
  }

  /** The loop stands still between two steps for longer than its lease is good. */
  void freeze() throws InterruptedException {
    synchronized (still) {
      Thread.sleep(TTL.multipliedBy(2).toMillis());
    }
  }

  int failures() {
    return failures.get();
  }

  @Nullable Throwable death() {
    return death;
  }

  boolean ended() {
    return !thread.isAlive();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
    store.close();
  }
}
