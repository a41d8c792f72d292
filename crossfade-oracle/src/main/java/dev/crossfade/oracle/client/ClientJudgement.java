package dev.crossfade.oracle.client;

import java.util.List;
import java.util.Map;

/**
 * What became of the clients' writes, in both stacks.
 *
 * @param acknowledged writes that were acknowledged, by who did
 * @param lost acknowledged writes whose effect one of the stacks does not have, by who acknowledged
 *     them
 * @param duplicated writes whose effect is there more than once
 * @param reordered rows whose writes are there in another order than they were acknowledged in
 * @param phantoms writes whose effect is there although they were refused
 * @param rows how many rows were looked at, in each stack
 * @param evidence the first of what is wrong: what, where and which key
 */
public record ClientJudgement(
    Map<String, Long> acknowledged,
    Map<String, Long> lost,
    long duplicated,
    long reordered,
    long phantoms,
    long rows,
    List<String> evidence) {

  public ClientJudgement {
    acknowledged = Map.copyOf(acknowledged);
    lost = Map.copyOf(lost);
    evidence = List.copyOf(evidence);
  }

  /** Acknowledged writes of both stacks. */
  public long acknowledgedInAll() {
    return sum(acknowledged);
  }

  /** Lost writes of both stacks. */
  public long lostInAll() {
    return sum(lost);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether all is as it should be, and there was something to look at. */
  public boolean green() {
    return rows > 0 && evidence.isEmpty();
  }
}
