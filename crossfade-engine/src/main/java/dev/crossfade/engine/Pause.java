package dev.crossfade.engine;

import java.time.Duration;

/** How the engine waits; handed in so that tests need no real time. */
@FunctionalInterface
public interface Pause {

  /** Waits on the calling thread. */
  void sleep(Duration duration) throws InterruptedException;

  /** Real time. */
  Pause REAL = duration -> java.util.concurrent.TimeUnit.NANOSECONDS.sleep(duration.toNanos());
}
