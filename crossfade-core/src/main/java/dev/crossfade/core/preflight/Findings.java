package dev.crossfade.core.preflight;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.Gate.State;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Items of the list that says go or no go, put into words. */
final class Findings {

  private static final int MOST_NAMED = 3;

  private Findings() {}

  static Gate pass(String item, String value, String limit) {
    return pass(item, value, limit, Duration.ZERO);
  }

  static Gate pass(String item, String value, String limit, Duration age) {
    return new Gate(item, State.PASS, value, limit, age, "", "");
  }

  static Gate fail(String item, String value, String limit, String why, String fix) {
    return new Gate(item, State.FAIL, value, limit, Duration.ZERO, why, fix);
  }

  static Gate fail(String item, String value, String limit, Problem problem) {
    return fail(item, value, limit, sentence(problem), problem.fix());
  }

  static Gate stale(String item, String value, String limit, Duration age, String why, String fix) {
    return new Gate(item, State.STALE, value, limit, age, why, fix);
  }

  static Gate unknown(String item, String limit, String why, String fix) {
    return new Gate(item, State.UNKNOWN, "not known", limit, Duration.ZERO, why, fix);
  }

  /** What was found by who looked; one that passes by itself may be gone in a moment. */
  static Gate of(String item, String none, List<Problem> problems) {
    if (problems.isEmpty()) {
      return pass(item, none, "none");
    }
    boolean passing = problems.stream().allMatch(each -> each.code().kind() == Kind.TRANSIENT);
    Gate found =
        fail(
            item,
            problems.size() + " found",
            "none",
            some(problems.stream().map(Findings::sentence).toList()),
            problems.get(0).fix());
    return passing ? unknown(item, "none", found.why(), found.fix()) : found;
  }

  private static String sentence(Problem problem) {
    return problem.code().text() + " " + problem.what() + ": " + problem.why();
  }

  /** The first of them, and how many there are besides. */
  static String some(List<String> all) {
    String first = all.stream().limit(MOST_NAMED).collect(Collectors.joining("; "));
    return all.size() > MOST_NAMED ? first + "; and " + (all.size() - MOST_NAMED) + " more" : first;
  }
}
