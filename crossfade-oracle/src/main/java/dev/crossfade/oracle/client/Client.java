package dev.crossfade.oracle.client;

import java.util.concurrent.locks.LockSupport;

/** Somebody who asks for something at a pace, until told to stop. */
abstract class Client implements Runnable {

  private final long periodNanos;
  private volatile boolean running = true;

  Client(double perSecond) {
    this.periodNanos = (long) (1e9 / perSecond);
  }

  final void stop() {
    running = false;
  }

  @Override
  public final void run() {
    long due = System.nanoTime();
    while (running) {
      due = Math.max(due + periodNanos, System.nanoTime() - 5 * periodNanos);
      LockSupport.parkNanos(due - System.nanoTime());
      if (!running) {
        return;
      }
      try {
        next();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Sends the next request. */
  abstract void next() throws InterruptedException;
}
