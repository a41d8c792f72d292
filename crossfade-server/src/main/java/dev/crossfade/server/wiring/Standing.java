package dev.crossfade.server.wiring;

import dev.crossfade.spi.target.OwnershipLostException;
import java.util.function.BooleanSupplier;

/**
 * Whether what is done may be done still. Asked right before each effect by what needs several, so
 * that whoever was overtaken half-way leaves the rest to the next. Who stands still between the
 * question and the effect is refused by the target, for its epoch.
 *
 * @param epoch under which it is done; 0 when it is done by a person
 * @param may whether it may
 */
record Standing(long epoch, BooleanSupplier may) {

  /** A person decides, whoever acts for the migration. */
  static final Standing PERSON = new Standing(0, () -> true);

  /**
   * Makes sure of it.
   *
   * @param next what would be done now
   */
  void require(String next) {
    if (!may.getAsBoolean()) {
      throw new OwnershipLostException("somebody else may act by now, not done: " + next);
    }
  }
}
