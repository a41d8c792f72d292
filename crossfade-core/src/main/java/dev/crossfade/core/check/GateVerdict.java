package dev.crossfade.core.check;

import dev.crossfade.core.spec.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether an entity may be published. Pure. */
public final class GateVerdict {

  private GateVerdict() {}

  /**
   * Why it may not: every check of severity error that has not passed and that nobody answers for.
   * Empty when it may. Unknown is not a pass.
   *
   * @param checks of the entity that were asked
   * @param results by check
   * @param overridden checks that somebody answers for
   */
  public static String why(
      Collection<Check> checks, Map<String, CheckResult> results, Set<String> overridden) {
    List<String> reasons = new ArrayList<>();
    for (Check check : checks) {
      CheckResult result = results.get(check.id());
      if (check.severity() == Severity.WARN || overridden.contains(check.id())) {
        continue;
      }
      if (result == null) {
        reasons.add(check.id() + ": never asked");
      } else if (result.state() != CheckState.PASSED && result.state() != CheckState.SKIPPED) {
        reasons.add(check.id() + " " + result.state() + ": " + result.sentence());
      } else if (result.state() == CheckState.SKIPPED) {
        reasons.add(check.id() + " " + result.sentence());
      }
    }
    return String.join("; ", reasons);
  }

  /** Whether a reason names a check. */
  public static boolean names(String why, String check) {
    for (String reason : why.split("; ", -1)) {
      if (reason.startsWith(check + " ") || reason.startsWith(check + ":")) {
        return true;
      }
    }
    return false;
  }
}
