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

  private volatile String faulty = "";
  private Fault fault = Fault.NONE;
  private int left;
  private volatile String slow = "";
  private volatile Duration rest = Duration.ZERO;
  private String interrupted = "";
  private Runnable meanwhile = () -> {};

  @Override
  public Fault before(String call) {
    count(call, 1);
    meanwhile(call);
    if (call.equals(slow)) {
      rest();
    }
    return call.equals(faulty) ? fault() : Fault.NONE;
  }

  private void meanwhile(String call) {
    Runnable now = null;
    synchronized (this) {
      if (call.equals(interrupted)) {
        now = meanwhile;
        interrupted = "";
      }
    }
    if (now != null) {
      now.run();
    }
  }

  /** Once, this happens before a call. */
  synchronized void meanwhile(String call, Runnable what) {
    interrupted = call;
    meanwhile = what;
  }

  private synchronized Fault fault() {
    Fault now = left-- == 0 ? fault : Fault.NONE;
    if (now != Fault.NONE) {
      faulty = "";
    }
    return now;
  }

  /** Once, after so many times, this happens to a call. */
  synchronized void fail(String call, int after, Fault how) {
    left = after;
    fault = how;
    faulty = call;
  }

  private synchronized void count(String call, long more) {
    counts.merge(call, more, Long::sum);
    notifyAll();
  }

  private void rest() {
    try {
      Thread.sleep(rest.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on this call takes so long. */
  void slow(String call, Duration time) {
    rest = time;
    slow = call;
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

  synchronized long count(String call) {
    return counts.getOrDefault(call, 0L);
  }
}
