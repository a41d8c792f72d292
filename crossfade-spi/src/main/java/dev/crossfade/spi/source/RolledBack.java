package dev.crossfade.spi.source;

import dev.crossfade.core.change.Position;

/**
 * Tells of a transaction whose end never came whether that is because it was rolled back: some logs
 * hold such transactions too. Thread-safe.
 */
@FunctionalInterface
public interface RolledBack {

  /** Of a log that holds none. */
  RolledBack NONE = (transaction, first) -> false;

  /**
   * Whether the log itself says that the transaction was rolled back; false when it was not, and
   * when the log does not have it any more.
   *
   * @param transaction as the log names it
   * @param first position of its first change
   */
  boolean says(String transaction, Position first);
}
