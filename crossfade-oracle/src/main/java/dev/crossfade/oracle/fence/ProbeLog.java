package dev.crossfade.oracle.fence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tries of all places, and what they say. Thread-safe. */
final class ProbeLog {

  private final Map<ProbedTable, List<Attempt>> attempts = new LinkedHashMap<>();

  synchronized void add(ProbedTable place, Attempt attempt) {
    attempts.computeIfAbsent(place, key -> new ArrayList<>()).add(attempt);
  }

  synchronized FenceReport report() {
    List<String> evidence = new ArrayList<>();
    int together = 0;
    for (ProbedTable legacy : places(Side.LEGACY)) {
      for (ProbedTable unified : places(Side.NEW)) {
        int both = Runs.together(tries(legacy), tries(unified));
        together += both;
        if (both > 0) {
          evidence.add(legacy.name() + " and " + unified.name() + ": " + both + " times");
        }
      }
    }
    List<Accepted> accepted = accepted();
    return new FenceReport(
        attempts.values().stream().mapToLong(List::size).sum(),
        counts(accepted),
        switches(accepted),
        together,
        longestClosed(accepted) / 1_000_000,
        evidence);
  }

  private List<ProbedTable> places(Side side) {
    return attempts.keySet().stream().filter(each -> each.side() == side).toList();
  }

  private List<Attempt> tries(ProbedTable place) {
    return attempts.getOrDefault(place, List.of());
  }

  private record Accepted(Side side, Attempt attempt) {}

  private List<Accepted> accepted() {
    List<Accepted> all = new ArrayList<>();
    attempts.forEach(
        (place, tries) ->
            tries.stream()
                .filter(each -> each.result() == Attempt.Result.ACCEPTED)
                .forEach(each -> all.add(new Accepted(place.side(), each))));
    all.sort(Comparator.comparingLong(each -> each.attempt().end()));
    return all;
  }

  private static Map<Side, Long> counts(List<Accepted> accepted) {
    Map<Side, Long> counts = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      counts.put(side, accepted.stream().filter(each -> each.side() == side).count());
    }
    return counts;
  }

  private static int switches(List<Accepted> accepted) {
    int switches = 0;
    for (int i = 1; i < accepted.size(); i++) {
      switches += accepted.get(i).side() == accepted.get(i - 1).side() ? 0 : 1;
    }
    return switches;
  }

  private static long longestClosed(List<Accepted> accepted) {
    long longest = 0;
    for (int i = 1; i < accepted.size(); i++) {
      Attempt before = accepted.get(i - 1).attempt();
      longest = Math.max(longest, accepted.get(i).attempt().end() - before.end());
    }
    return longest;
  }
}
