package dev.crossfade.engine.reconcile;

import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.journal.Lease;
import dev.crossfade.spi.journal.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process's claim to a migration: takes the lease when it is free and prolongs it in time. It
 * believes in its lease for a little less long than the store does, by its own clock; what it does
 * after that all the same is refused by its epoch. One thread, but for {@link #otherHolder} and
 * {@link #sound}.
 */
final class Tenure {

  private static final int RENEWALS_PER_TTL = 3;

  private final Leases leases;
  private final String migration;
  private final String owner;
  private final Duration ttl;
  private final Clock clock;
  private volatile @Nullable Lease lease;
  private volatile Instant renewed = Instant.MIN;
  private volatile @Nullable Holder other;

  Tenure(Leases leases, String migration, String owner, Duration ttl, Clock clock) {
    this.leases = leases;
    this.migration = migration;
    this.owner = owner;
    this.ttl = ttl;
    this.clock = clock;
  }

  /** The lease, taken or prolonged if need be; empty when it is not ours. */
  Optional<Lease> hold() {
    Lease held = lease;
    if (held == null) {
      return take();
    }
    Instant now = clock.instant();
    if (now.isBefore(renewed.plus(ttl.dividedBy(RENEWALS_PER_TTL)))) {
      return Optional.of(held);
    }
    if (!leases.renew(held, ttl)) {
      lose();
      return Optional.empty();
    }
    renewed = now;
    return Optional.of(held);
  }

  private Optional<Lease> take() {
    Instant now = clock.instant();
    Optional<Lease> taken = leases.take(migration, owner, ttl);
    if (taken.isPresent()) {
      renewed = now;
      lease = taken.get();
      other = null;
    } else {
      other = leases.holder(migration).orElse(null);
    }
    return taken;
  }

  /** Whether there is a lease, whatever has become of it meanwhile. */
  boolean held() {
    return lease != null;
  }

  /** Whether the lease is still to be believed in. */
  boolean sound() {
    Duration believed = ttl.minus(ttl.dividedBy(RENEWALS_PER_TTL));
    return lease != null && clock.instant().isBefore(renewed.plus(believed));
  }

  /** Forgets the lease; the store will find out by itself. */
  void lose() {
    lease = null;
  }

  /** Gives the lease back, so that others need not wait. */
  void end() {
    Lease held = lease;
    lease = null;
    if (held != null) {
      leases.release(held);
    }
  }

  /** Who has the lease that we wanted last. */
  Optional<Holder> otherHolder() {
    return Optional.ofNullable(other);
  }
}
