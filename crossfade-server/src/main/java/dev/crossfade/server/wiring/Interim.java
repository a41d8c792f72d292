package dev.crossfade.server.wiring;

import dev.crossfade.spi.journal.Lease;
import dev.crossfade.spi.journal.Leases;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The right to act for a migration for a moment, while no run has it. */
final class Interim {

  private static final Duration TTL = Duration.ofSeconds(20);

  /** The lease of a run that was killed, or of this, has ended by then. */
  static final Duration PATIENCE = TTL.plusSeconds(2);

  private static final long LOOK_MILLIS = 100;

  private final Leases leases;
  private final Lease lease;

  private Interim(Leases leases, Lease lease) {
    this.leases = leases;
    this.lease = lease;
  }

  /**
   * Takes it.
   *
   * @param patience for how long somebody else may have it before
   * @return empty when he has it after that, too
   */
  static Optional<Interim> take(Leases leases, String migration, Duration patience)
      throws InterruptedException {
    String owner = Processes.name();
    long end = System.nanoTime() + patience.toNanos();
    Optional<Lease> taken = leases.take(migration, owner, TTL);
    while (taken.isEmpty() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      taken = leases.take(migration, owner, TTL);
    }
    return taken.map(lease -> new Interim(leases, lease));
  }

  /** Whoever wants to may act from now on. */
  void end() {
    leases.release(lease);
  }
}
