package dev.crossfade.spi.journal;

import java.time.Duration;

/**
 * Who acts for a migration.
 *
 * @param owner who
 * @param epoch of the lease
 * @param left how long the lease is still good; zero or less when it has run out
 */
public record Holder(String owner, long epoch, Duration left) {

  /** Whether nobody else may have the lease now. */
  public boolean holds() {
    return left.compareTo(Duration.ZERO) > 0;
  }
}
