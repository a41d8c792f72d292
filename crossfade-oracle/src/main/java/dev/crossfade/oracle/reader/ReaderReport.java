package dev.crossfade.oracle.reader;

import dev.crossfade.oracle.Source;
import java.util.List;
import java.util.Map;

/**
 * What a reader of production saw.
 *
 * @param polls how often it looked at the markers
 * @param snapshots how often it checked all probe tables in one snapshot
 * @param errors failed reads, such as lost connections
 * @param violations all of them, in the order seen
 * @param lag per source that was published
 * @param total lag over all sources
 */
public record ReaderReport(
    long polls,
    long snapshots,
    long errors,
    List<Violation> violations,
    Map<Source, Lag> lag,
    Lag total) {

  public ReaderReport {
    violations = List.copyOf(violations);
    lag = Map.copyOf(lag);
  }

  /** Violations of order: what O2 and O3 saw. */
  public long reordered() {
    return violations.stream()
        .filter(violation -> violation.oracle().equals("O2") || violation.oracle().equals("O3"))
        .count();
  }
}
