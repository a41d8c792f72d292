package dev.crossfade.core.check;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks and the order between them, without a circle. A value: whoever runs it finds the same
 * nodes, edges and order.
 *
 * @param checks in an order that respects all edges; equal graphs have equal orders
 * @param edges between them
 */
public record CheckGraph(List<Check> checks, List<CheckEdge> edges) {

  /**
   * @throws dev.crossfade.core.problem.ProblemException when checks wait for each other, or an edge
   *     names a check that does not exist
   */
  public CheckGraph {
    edges = List.copyOf(edges);
    checks = List.copyOf(ordered(checks, edges));
  }

  /** The check of this id. */
  public Check check(String id) {
    return checks.stream()
        .filter(check -> check.id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown(id).raise());
  }

  /** The edges that end at a node. */
  public List<CheckEdge> into(String id) {
    return edges.stream().filter(edge -> edge.to().equals(id)).toList();
  }

  /** The checks of one entity. */
  public List<Check> of(String entity) {
    return checks.stream().filter(check -> check.entity().equals(entity)).toList();
  }

  /** The graph of some nodes and of all that they need, without those that only come before. */
  public CheckGraph only(Set<String> ids) {
    ids.forEach(this::check);
    Set<String> wanted = new LinkedHashSet<>(ids);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (CheckEdge edge : edges) {
        if (edge.kind() == CheckEdge.Kind.NEEDS && wanted.contains(edge.to())) {
          grown |= wanted.add(edge.from());
        }
      }
    }
    return new CheckGraph(
        checks.stream().filter(check -> wanted.contains(check.id())).toList(),
        edges.stream()
            .filter(edge -> wanted.contains(edge.from()) && wanted.contains(edge.to()))
            .toList());
  }

  private Problem unknown(String id) {
    List<String> known = checks.stream().map(Check::id).toList();
    return Problem.of(
        CheckProblem.UNKNOWN_CHECK,
        "there is no check '" + id + "'",
        known.isEmpty() ? "there is none at all" : "there are " + String.join(", ", known),
        Suggestion.of(id, known)
            .map(near -> "did you mean " + near + "?")
            .orElse("name one of these"));
  }

  /** Kahn's algorithm; of several nodes that could be next, the one that was given first is. */
  private static List<Check> ordered(List<Check> checks, List<CheckEdge> edges) {
    Map<String, Check> open = new LinkedHashMap<>();
    for (Check check : checks) {
      if (open.put(check.id(), check) != null) {
        throw new IllegalArgumentException("two checks have the id " + check.id());
      }
    }
    ends(open, edges);
    List<Check> ordered = new ArrayList<>();
    while (!open.isEmpty()) {
      Check next =
          open.values().stream()
              .filter(
                  check ->
                      edges.stream()
                          .noneMatch(e -> e.to().equals(check.id()) && open.containsKey(e.from())))
              .findFirst()
              .orElseThrow(() -> cycle(open.keySet(), edges).raise());
      open.remove(next.id());
      ordered.add(next);
    }
    return ordered;
  }

  private static void ends(Map<String, Check> checks, List<CheckEdge> edges) {
    for (CheckEdge edge : edges) {
      if (!checks.containsKey(edge.from()) || !checks.containsKey(edge.to())) {
        throw Problem.of(
                CheckProblem.UNKNOWN_CHECK,
                "an edge " + edge + " names a check that does not exist",
                "there are " + String.join(", ", checks.keySet()),
                "name checks that exist")
            .raise();
      }
    }
  }

  /** Walks backwards from a node that waits until it comes back to one it has seen. */
  private static Problem cycle(Set<String> open, List<CheckEdge> edges) {
    List<String> path = new ArrayList<>();
    String at = open.iterator().next();
    while (!path.contains(at)) {
      path.add(0, at);
      String here = at;
      at =
          edges.stream()
              .filter(edge -> edge.to().equals(here) && open.contains(edge.from()))
              .map(CheckEdge::from)
              .findFirst()
              .orElseThrow();
    }
    List<String> circle = new ArrayList<>(path.subList(0, path.indexOf(at) + 1));
    circle.add(0, at);
    return Problem.of(
        CheckProblem.CYCLE,
        "checks wait for each other: " + String.join(" -> ", circle),
        "a check can only come behind checks that do not wait for it",
        "remove one of these from `after`");
  }
}
