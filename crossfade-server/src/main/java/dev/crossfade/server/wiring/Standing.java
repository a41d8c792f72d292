package dev.crossfade.server.wiring;

import dev.crossfade.spi.target.OwnershipLostException;

/**
 * Whether what is done may be done still. Asked right before each effect by what needs several, so
 * that whoever was overtaken half-way leaves the rest to the next.
 */
@FunctionalInterface
interface Standing {

  /** A person decides, whoever acts for the migration. */
  Standing PERSON = () -> true;

  /** Whether it may. */
  boolean stands();

  /**
   * Makes sure of it.
   *
   * @param next what would be done now
   */
  default void require(String next) {
    if (!stands()) {
      throw new OwnershipLostException("somebody else may act by now, not done: " + next);
    }
  }
}
