package dev.crossfade.core.check;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run of a graph of checks.
 *
 * @param id of the run
 * @param trigger why it ran
 * @param mappingVersion version of the mappings it used
 * @param asOf position per source, as of which its results hold
 * @param startedAt when it began
 * @param finishedAt when it ended
 * @param results in the order of the graph
 */
public record CheckRun(
    String id,
    CheckTrigger trigger,
    String mappingVersion,
    Map<String, String> asOf,
    Instant startedAt,
    Instant finishedAt,
    List<CheckResult> results) {

  public CheckRun {
    asOf = Map.copyOf(asOf);
    results = List.copyOf(results);
  }

  /** How many keys of rows are told with the results. */
  public long keys() {
    return results.stream().mapToLong(result -> result.keys().size()).sum();
  }

  /** Results by the id of their check, in the order of ids. */
  public Map<String, CheckResult> byCheck() {
    Map<String, CheckResult> map = new TreeMap<>();
    results.forEach(result -> map.put(result.check(), result));
    return map;
  }
}
