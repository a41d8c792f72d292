package dev.crossfade.engine.stream;

/**
 * Tells the streams of this process that changes go another way. While it is turning none of them
 * begins a step; what was in a step and is refused meanwhile is no surprise. Thread-safe.
 */
public final class Turns {

  private long number;
  private boolean turning;

  /** Runs something by which the streams are taken from whoever has them. */
  public void around(Runnable takingAway) {
    change(true);
    try {
      takingAway.run();
    } finally {
      change(false);
    }
  }

  private synchronized void change(boolean now) {
    number++;
    turning = now;
  }

  /** Grows with each turn. */
  synchronized long number() {
    return number;
  }

  synchronized boolean turning() {
    return turning;
  }
}
