package dev.crossfade.oracle.workload;

import org.jspecify.annotations.Nullable;

/**
 * A kind of transaction.
 *
 * @param name as journals call it
 * @param weight how often it is chosen, relative to the others
 * @param planner makes the next one
 */
record Operation(String name, int weight, Planner planner) {

  /** Plans a transaction; null when there is nothing to do it to. */
  @FunctionalInterface
  interface Planner {
    @Nullable Step plan(String uid);
  }
}
