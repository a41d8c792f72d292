package dev.crossfade.oracle.client;

import java.util.Map;

/**
 * How the clients fared so far.
 *
 * @param requests that were answered or given up
 * @param failed those that were not answered as they should be, reads and writes
 * @param maxStallMillis the longest that any client waited for one request
 * @param reads reads that were answered, by who answered
 * @param writes writes that were acknowledged, by who did
 * @param firstFailure what the first failure was; empty when there was none
 * @param failures how often what failed how: {@code read 503}, {@code write IOException}
 */
public record ClientFigures(
    long requests,
    long failed,
    long maxStallMillis,
    Map<String, Long> reads,
    Map<String, Long> writes,
    String firstFailure,
    Map<String, Long> failures) {

  public ClientFigures {
    reads = Map.copyOf(reads);
    writes = Map.copyOf(writes);
    failures = Map.copyOf(failures);
  }
}
