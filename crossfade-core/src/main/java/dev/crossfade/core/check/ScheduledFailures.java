package dev.crossfade.core.check;

import dev.crossfade.core.spec.Severity;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What checks that are asked by themselves have found, and nobody may have seen. Pure. */
public final class ScheduledFailures {

  private ScheduledFailures() {}

  /**
   * Checks of severity error with a schedule that did not pass when they were asked last, whoever
   * asked, with what was found; none of what was never asked.
   *
   * @param latest what each found last
   * @param entities whose checks are asked; those of no entity always are
   * @param overridden checks that somebody answers for
   */
  public static Map<String, String> of(
      CheckGraph graph,
      Map<String, CheckResult> latest,
      Collection<String> entities,
      Set<String> overridden) {
    Map<String, String> failing = new TreeMap<>();
    for (Check check : graph.checks()) {
      CheckResult result = latest.get(check.id());
      boolean meant =
          check.schedule() != null
              && check.severity() == Severity.ERROR
              && !overridden.contains(check.id())
              && (check.entity().isEmpty() || entities.contains(check.entity()));
      if (meant && result != null && result.state() != CheckState.PASSED) {
        failing.put(check.id(), check.id() + " " + result.state() + ": " + result.sentence());
      }
    }
    return failing;
  }
}
