package dev.crossfade.spi.cutover;

import java.time.Duration;

/**
 * Makes the tables in scope of one database fit for applications that begin to write them: whatever
 * hands out new keys is past every key that is there, and what is declared to hold does hold.
 * Nothing of it changes who may write, and nobody who reads waits for it.
 *
 * <p>All of it may be done again, and at any time: what hands out keys only ever goes forward, also
 * when several processes do it at once. It is quick where it was done shortly before, so it is done
 * once before writes are held, and once again behind the fence.
 *
 * <p>One thread at a time. Failures to reach the database are {@code ProblemException} of kind
 * TRANSIENT: doing it again is right.
 */
public interface Readiness extends AutoCloseable {

  /** What would be done, and what nobody can do. Changes nothing. */
  ReadinessReport check();

  /**
   * Does what can be done.
   *
   * @param budget how long it may take; what is left over then is in the report as a hindrance of
   *     kind TRANSIENT
   * @return what was done, and what was not
   */
  ReadinessReport make(Duration budget);

  @Override
  void close();
}
