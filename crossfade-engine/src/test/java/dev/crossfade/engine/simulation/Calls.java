package dev.crossfade.engine.simulation;

import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Counts the calls of ports, so that a test can wait for steps instead of time. Thread-safe. */
final class Calls implements Faults {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<String, Long> counts = new HashMap<>();

  @Override
  public synchronized Fault before(String call) {
    counts.merge(call, 1L, Long::sum);
    notifyAll();
    return Fault.NONE;
  }

  /** Waits until a call was made some more times from now on. */
  synchronized void awaitMore(String call, int times) throws InterruptedException {
    long wanted = count(call) + times;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (count(call) < wanted) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new AssertionError(
            call + " was called " + count(call) + " times in all, not " + wanted + ": " + counts);
      }
      wait(left);
    }
  }

  private long count(String call) {
    return counts.getOrDefault(call, 0L);
  }
}
