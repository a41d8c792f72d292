package dev.crossfade.oracle.fence;

/**
 * One try to write.
 *
 * @param begin nanoseconds before it was sent
 * @param end nanoseconds after its end was known
 * @param result how it ended
 */
record Attempt(long begin, long end, Result result) {

  /** How a try ended. */
  enum Result {
    /** One row was changed, and the commit returned: that side accepted it in between. */
    ACCEPTED,
    /** It was refused. */
    REFUSED,
    /** Nobody knows, or there was no such row. */
    UNKNOWN
  }
}
