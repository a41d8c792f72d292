package dev.crossfade.engine;

import java.time.Duration;

/**
 * Times and sizes of the engine that no specification names.
 *
 * @param heartbeat how often a mark is written into each source
 * @param lease how long a chunk belongs to a worker without a sign of life
 * @param patience how long a stream waits for the first change before it looks around again
 * @param silence how long nothing may arrive from a source before that is a problem
 * @param lasting how long a transient problem may last before people are told
 * @param drainBatch most held changes applied in one transaction
 * @param drainedEnough held changes below which the rest is applied in the publishing transaction
 * @param ahead changes that a stream reads and maps while earlier ones are applied, by a thread of
 *     its own; 0 reads them only when they are needed, in the stream's own thread
 * @param copies different rows of an entity without key that a repair counts at a time, about
 */
public record EngineOptions(
    Duration heartbeat,
    Duration lease,
    Duration patience,
    Duration silence,
    Duration lasting,
    int drainBatch,
    int drainedEnough,
    int ahead,
    int copies) {

  public static final EngineOptions DEFAULTS =
      new EngineOptions(
          Duration.ofSeconds(1),
          Duration.ofSeconds(8),
          Duration.ofMillis(200),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          10_000,
          2_000,
          10_000,
          250_000);
}
