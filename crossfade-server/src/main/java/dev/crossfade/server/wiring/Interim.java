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
 * moment lasts.
 */
final class Interim {

  private static final Logger LOG = LoggerFactory.getLogger(Interim.class);

  private static final Duration TTL = Duration.ofSeconds(20);

  /** The lease of a run that was killed, or of this, has ended by then. */
  static final Duration PATIENCE = TTL.plusSeconds(2);

  private static final long LOOK_MILLIS = 100;

  /** How often it is renewed before it would have run out. */
  private static final int TIMES = 4;

  private final Leases leases;
  private final Lease lease;

  private final Duration ttl;
  private final Thread keeping;

  private Interim(Leases leases, Lease lease, Duration ttl) {
    this.leases = leases;
    this.lease = lease;
    this.ttl = ttl;
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
    return take(leases, migration, patience, TTL);
  }

  /**
   * @param ttl after which somebody else may act when this process is gone
   */
  static Optional<Interim> take(Leases leases, String migration, Duration patience, Duration ttl)
      throws InterruptedException {
    String owner = Processes.name();
    long end = System.nanoTime() + patience.toNanos();
    Optional<Lease> taken = leases.take(migration, owner, ttl);
    while (taken.isEmpty() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      taken = leases.take(migration, owner, ttl);
    }
    return taken.map(lease -> new Interim(leases, lease, ttl).kept());
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
    try {
      boolean ours = leases.renew(lease, ttl);
      if (!ours) {
        LOG.info("not ours any more: migration={}", lease.migration());
      }
      return ours;
    } catch (RuntimeException e) {
      LOG.warn("not renewed, it is tried again: migration={}", lease.migration(), e);
      return true;
    }
  }

  /** Whoever wants to may act from now on. */
  void end() {
    keeping.interrupt();
    leases.release(lease);
  }
}
