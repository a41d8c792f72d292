package dev.crossfade.engine.cutover;

import org.jspecify.annotations.Nullable;

/** Something that takes long and can be asked by other threads to end. Thread-safe. */
final class Interruptible {

  private @Nullable Thread thread;

  /** What there is to do. */
  @FunctionalInterface
  interface Doing<T> {
    T run() throws InterruptedException;
  }

  <T> T run(Doing<T> what) throws InterruptedException {
    by(Thread.currentThread());
    try {
      return what.run();
    } finally {
      by(null);
    }
  }

  private synchronized void by(@Nullable Thread now) {
    thread = now;
  }

  synchronized void halt() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
