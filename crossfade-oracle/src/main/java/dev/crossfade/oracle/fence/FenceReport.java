package dev.crossfade.oracle.fence;

import java.util.List;
import java.util.Map;

/**
 * What a probe saw.
 *
 * @param attempts tries to write
 * @param accepted those that were accepted, by side
 * @param switches how often the side that accepts has changed
 * @param together how often both sides accepted at the same time; 0 is what has to be
 * @param longestClosedMillis the longest time in which no side accepted
 * @param evidence the first places that were open together
 */
public record FenceReport(
    long attempts,
    Map<Side, Long> accepted,
    int switches,
    int together,
    long longestClosedMillis,
    List<String> evidence) {

  public FenceReport {
    accepted = Map.copyOf(accepted);
    evidence = List.copyOf(evidence);
  }
}
