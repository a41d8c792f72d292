package dev.crossfade.spi.cutover;

import java.time.Instant;

/**
 * How much room a database has for its log, and what time it is there. Changes nothing. One thread
 * at a time; failures to reach the database are {@code ProblemException} of kind TRANSIENT.
 */
public interface HeadRoom extends AutoCloseable {

  /**
   * Looks at what can be seen.
   *
   * @param mostMegabytes how much of its log it may keep for whoever reads it
   */
  RoomReport look(long mostMegabytes);

  /** What time it is by the database's clock. */
  Instant clock();

  @Override
  void close();
}
