package dev.crossfade.engine.cutover;

/**
 * Whether whoever moves clients is about to end: then nothing is begun any more, and what was begun
 * is taken back. Thread-safe.
 */
final class Departure {

  private boolean announced;
  private boolean begun;

  /** From here on nothing is begun. */
  synchronized void announce() {
    announced = true;
  }

  synchronized boolean announced() {
    return announced;
  }

  /** Begins, unless it is too late for that; whether it did. */
  synchronized boolean begin() {
    begun = !announced;
    return begun;
  }

  synchronized boolean begun() {
    return begun;
  }
}
