package dev.crossfade.server.demo;

import java.util.Map;

/**
 * A move of the clients that is over.
 *
 * @param across whether they are where they were to go
 * @param writePauseMillis how long writes waited, as Crossfade measured it
 * @param stepMillis how long each step took, in their order
 * @param longestWaitMillis the longest that a client waited for an answer meanwhile
 * @param why they are not; empty when they are
 */
record Crossed(
    boolean across,
    long writePauseMillis,
    Map<String, Long> stepMillis,
    long longestWaitMillis,
    String why) {

  /** Writes are to wait for less than this; for how long they may wait the specification says. */
  static final long GOAL_MILLIS = 1_000;

  /** Whether they did. */
  boolean withinGoal() {
    return across && writePauseMillis < GOAL_MILLIS;
  }
}
