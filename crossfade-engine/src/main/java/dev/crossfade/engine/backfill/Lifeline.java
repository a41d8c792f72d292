package dev.crossfade.engine.backfill;

import dev.crossfade.engine.Work;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the lease of the chunk that a worker copies, stepped beside it: a single row, or what comes
 * before the first one, may take longer than a lease. A process that is frozen or dead keeps
 * nothing; and a worker in a call that does not return keeps its chunk no longer than the patience.
 */
final class Lifeline implements Work, Life {

  /** Enough for a row of 64 MiB at one megabit a second. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int RENEWALS_PER_LEASE = 3;
  private static final int LOOKS_PER_LEASE = 8;

  private final String name;
  private final TargetDatabase target;
  private final Duration ttl;
  private final Clock clock;
  private final AtomicLong signs = new AtomicLong();
  private volatile @Nullable Held held;
  private volatile boolean over;
  private long seen;
  private Instant seenAt = Instant.MIN;

  /**
   * @param ttl how long a chunk is leased
   */
  Lifeline(String name, TargetDatabase target, Duration ttl, Clock clock) {
    this.name = name;
    this.target = target;
    this.ttl = ttl;
    this.clock = clock;
  }

  /** What the worker has, as both threads know it. */
  private static final class Held {
    final ChunkLease lease;
    volatile Instant due;
    volatile boolean lost;

    Held(ChunkLease lease, Instant due) {
      this.lease = lease;
      this.due = due;
    }
  }

  /** The worker begins with a chunk. */
  void take(ChunkLease lease) {
    sign();
    held = new Held(lease, next());
  }

  /** The worker is done with its chunk, however that went. */
  void drop() {
    held = null;
  }

  /** The worker will take no chunk any more. */
  void end() {
    over = true;
  }

  @Override
  public void sign() {
    signs.lazySet(signs.getPlain() + 1);
  }

  @Override
  public void check() {
    sign();
    Held now = held;
    if (now == null) {
      return;
    }
    renew(now);
    if (now.lost) {
      throw new LeaseLostException(now.lease.id());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable Duration step() {
    if (over) {
      return null;
    }
    Held now = held;
    if (now != null && goesOn()) {
      renew(now);
    }
    return ttl.dividedBy(LOOKS_PER_LEASE);
  }

  private boolean goesOn() {
    long current = signs.get();
    Instant now = clock.instant();
    if (current != seen) {
      seen = current;
      seenAt = now;
    }
    return seenAt.plus(PATIENCE).isAfter(now);
  }

  /** When a third of the lease is over. */
  private void renew(Held now) {
    if (now.lost || clock.instant().isBefore(now.due)) {
      return;
    }
    if (target.loader().renew(now.lease, ttl)) {
      now.due = next();
    } else {
      now.lost = true;
    }
  }

  private Instant next() {
    return clock.instant().plus(ttl.dividedBy(RENEWALS_PER_LEASE));
  }
}
