package dev.crossfade.oracle.fence;

import dev.crossfade.oracle.Uninterrupted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * O12: somebody who ignores every gateway and tries to write directly, as an application that was
 * forgotten would, into both sides twenty times a second. At no instant may both accept.
 * Thread-safe.
 */
public final class FenceProbe implements AutoCloseable {

  private final ProbeLog log = new ProbeLog();
  private final List<Prober> probers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private FenceProbe() {}

  /** Starts trying at once. */
  public static FenceProbe start(List<ProbedTable> places) {
    FenceProbe probe = new FenceProbe();
    for (ProbedTable place : places) {
      Prober prober = new Prober(place, probe.log);
      probe.probers.add(prober);
      probe.threads.add(new Thread(prober, "fence-probe-" + place.name()));
    }
    probe.threads.forEach(Thread::start);
    return probe;
  }

  /**
   * Waits until a side refuses.
   *
   * @return whether every place of it did, in time
   */
  public static boolean awaitClosed(List<ProbedTable> places, Side side, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    boolean closed = false;
    while (!closed && System.nanoTime() < end) {
      closed = true;
      for (ProbedTable place : places) {
        closed &= place.side() != side || Prober.once(place) == Attempt.Result.REFUSED;
      }
      Thread.sleep(100);
    }
    return closed;
  }

  /** What was seen so far. */
  public FenceReport report() {
    return log.report();
  }

  @Override
  public synchronized void close() {
    probers.forEach(Prober::stop);
    threads.forEach(LockSupport::unpark);
    threads.forEach(Uninterrupted::join);
    threads.clear();
  }
}
