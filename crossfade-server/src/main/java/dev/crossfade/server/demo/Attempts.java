package dev.crossfade.server.demo;

import java.util.function.Consumer;

/**
 * Moves clients, and again when they are where they were: on a machine that does too much else,
 * writes may have to wait for longer than they may, and then nothing has happened.
 */
final class Attempts {

  /** Who is asked more often has a reason that does not pass by itself. */
  static final int MOST = 5;

  private final Consumer<String> told;
  private final Patience patience;

  /** Makes one attempt. */
  @FunctionalInterface
  interface Move {
    Crossed make() throws InterruptedException;
  }

  /** Lets some time pass. */
  @FunctionalInterface
  interface Patience {
    /** False when nobody wants to go on. */
    boolean rest() throws InterruptedException;
  }

  /**
   * @param told hears why there is another one
   */
  Attempts(Consumer<String> told, Patience patience) {
    this.told = told;
    this.patience = patience;
  }

  /** The first that succeeds, or the last. */
  Crossed of(Move move) throws InterruptedException {
    Crossed crossed = move.make();
    for (int made = 1; made < MOST && !crossed.across() && patience.rest(); made++) {
      told.accept("They were not moved, and nothing has happened: " + crossed.why() + ". Again.");
      crossed = move.make();
    }
    return crossed;
  }
}
