package dev.crossfade.server.wiring;

import dev.crossfade.spi.journal.Lease;
import dev.crossfade.spi.journal.Leases;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to act for a migration for a moment, while no run has it. It is kept for as long as the
 * moment lasts, but not for ever: whoever hangs keeps everybody else from acting.
 */
final class Interim {

  private static final Logger LOG = LoggerFactory.getLogger(Interim.class);

  private static final Duration TTL = Duration.ofSeconds(20);

  /** The lease of a run that was killed, or of this, has ended by then. */
  static final Duration PATIENCE = TTL.plusSeconds(2);

  /** For as long as it is kept at most. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final long LOOK_MILLIS = 100;

  /** How often it is renewed before it would have run out. */
  private static final int TIMES = 4;

  private final Leases leases;
  private final Lease lease;

  private final Duration ttl;
  private final long last;
  private final Thread keeping;

  /** By the clock of this process, asked before the store was. */
  private volatile long renewedAt;

  private volatile boolean over;

  private Interim(Leases leases, Lease lease, Duration ttl, Duration longest, long takenAt) {
    this.leases = leases;
    this.lease = lease;
    this.ttl = ttl;
    this.renewedAt = takenAt;
    this.last = takenAt + longest.toNanos();
    this.keeping = new Thread(this::keep, "interim");
    keeping.setDaemon(true);
  }

  /**
   * Takes it.
   *
   * @param patience for how long somebody else may have it before
   * @return empty when he has it after that, too
   */
  static Optional<Interim> take(Leases leases, String migration, Duration patience)
      throws InterruptedException {
    return take(leases, migration, patience, TTL, LONGEST);
  }

  /**
   * @param ttl after which somebody else may act when this process is gone
   * @param longest after which it is not kept any more
   */
  static Optional<Interim> take(
      Leases leases, String migration, Duration patience, Duration ttl, Duration longest)
      throws InterruptedException {
    String owner = Processes.name();
    long asked = System.nanoTime();
    long end = asked + patience.toNanos();
    Optional<Lease> taken = leases.take(migration, owner, ttl);
    while (taken.isEmpty() && asked < end) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      asked = System.nanoTime();
      taken = leases.take(migration, owner, ttl);
    }
    long takenAt = asked;
    return taken.map(lease -> new Interim(leases, lease, ttl, longest, takenAt).kept());
  }

  private Interim kept() {
    keeping.start();
    return this;
  }

  private void keep() {
    try {
      do {
        TimeUnit.MILLISECONDS.sleep(ttl.toMillis() / TIMES);
      } while (renewed());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean renewed() {
    long now = System.nanoTime();
    if (now - last >= 0) {
      LOG.warn("not kept any longer: migration={}", lease.migration());
      return false;
    }
    try {
      boolean ours = leases.renew(lease, ttl);
      if (ours) {
        renewedAt = now;
      } else {
        over = true;
        LOG.info("not ours any more: migration={}", lease.migration());
      }
      return ours;
    } catch (RuntimeException e) {
      LOG.warn("not renewed, it is tried again: migration={}", lease.migration(), e);
      return true;
    }
  }

  /** Whether nobody else can act yet, as far as this process can tell by itself. */
  boolean stands() {
    return !over && System.nanoTime() - renewedAt < ttl.toNanos();
  }

  /** Under which it is. */
  long epoch() {
    return lease.epoch();
  }

  /** Whoever wants to may act from now on. */
  void end() {
    over = true;
    keeping.interrupt();
    leases.release(lease);
  }
}
