package dev.crossfade.core.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be done next of a graph. Pure.
 *
 * @param start checks that can be asked now, in the graph's order
 * @param skip checks that will not be asked, with the reason
 */
public record Agenda(List<Check> start, Map<String, String> skip) {

  public Agenda {
    start = List.copyOf(start);
  }

  /**
   * Decides.
   *
   * @param results of the checks that have ended, skipped ones included
   * @param running ids of checks that have begun
   */
  public static Agenda of(CheckGraph graph, Map<String, CheckResult> results, Set<String> running) {
    List<Check> start = new ArrayList<>();
    Map<String, String> skip = new LinkedHashMap<>();
    for (Check check : graph.checks()) {
      if (results.containsKey(check.id()) || running.contains(check.id())) {
        continue;
      }
      List<CheckEdge> into = graph.into(check.id());
      String because = because(into, results);
      if (because != null) {
        skip.put(check.id(), because);
      } else if (into.stream().allMatch(edge -> results.containsKey(edge.from()))) {
        start.add(check);
      }
    }
    return new Agenda(start, skip);
  }

  private static @Nullable String because(List<CheckEdge> into, Map<String, CheckResult> results) {
    for (CheckEdge edge : into) {
      CheckResult needed = results.get(edge.from());
      if (edge.kind() == CheckEdge.Kind.NEEDS
          && needed != null
          && needed.state() != CheckState.PASSED) {
        return "skipped because " + edge.from() + " " + words(needed.state());
      }
    }
    return null;
  }

  private static String words(CheckState state) {
    return switch (state) {
      case FAILED -> "failed";
      case ERROR -> "could not be answered";
      case SKIPPED -> "was skipped";
      case STALE -> "is stale";
      case PASSED -> "passed";
    };
  }
}
