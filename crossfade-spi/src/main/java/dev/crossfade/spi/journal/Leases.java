package dev.crossfade.spi.journal;

import java.time.Duration;
import java.util.Optional;

/**
 * Who may act for which migration. Time is that of the store alone. A lease that has run out is
 * harmless: its epoch is refused by the journal, and by every store that has seen a later one.
 * Thread-safe; failures to reach it are {@code ProblemException} of kind TRANSIENT, and whether the
 * call had an effect is not known then: take or renew again.
 */
public interface Leases {

  /**
   * Takes the lease under a new epoch if nobody else holds it. Whoever holds it himself gets a new
   * one, and his old one is void.
   *
   * @return empty when somebody else holds it
   */
  Optional<Lease> take(String migration, String owner, Duration ttl);

  /** Prolongs a lease, from now; false when a later one was given, or it was released. */
  boolean renew(Lease lease, Duration ttl);

  /** Gives a lease back so that others need not wait. Nothing happens if it is not current. */
  void release(Lease lease);

  /** Who has, or had, the latest lease. */
  Optional<Holder> holder(String migration);
}
