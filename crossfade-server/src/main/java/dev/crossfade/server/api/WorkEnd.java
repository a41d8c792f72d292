package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;

/** How a piece of work ended. */
sealed interface WorkEnd {

  /**
   * It is done.
   *
   * @param result what came out, as a document
   */
  record Done(Object result) implements WorkEnd {}

  /**
   * It came to nothing.
   *
   * @param found what kept it from that, as a document
   * @param why it did
   */
  record Refused(Object found, Problem why) implements WorkEnd {}

  /**
   * It led to a wish, which is followed in the journal.
   *
   * @param version of the journal that has it
   * @param then what is done once that is on record
   */
  record Asked(long version, Runnable then) implements WorkEnd {}
}
