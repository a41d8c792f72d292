package dev.crossfade.engine.trouble;

import dev.crossfade.core.problem.Problem;
import java.time.Instant;
import java.util.Set;

/**
 * A transient problem that lasts.
 *
 * @param about what identifies it: its code, and the source it is about if it is about one
 * @param problem as it was first met
 * @param since when it was first met
 * @param tasks which tasks it keeps from working; they try again by themselves
 */
public record Trouble(String about, Problem problem, Instant since, Set<String> tasks) {

  public Trouble {
    tasks = Set.copyOf(tasks);
  }

  static String about(Problem problem) {
    String source = problem.context().getOrDefault("source", "");
    return source.isEmpty() ? problem.code().text() : problem.code().text() + " " + source;
  }
}
