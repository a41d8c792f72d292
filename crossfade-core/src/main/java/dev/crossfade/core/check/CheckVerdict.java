package dev.crossfade.core.check;

import dev.crossfade.core.spec.Severity;
import java.util.Collection;
import java.util.Map;

/** What the results of several checks amount to. Unknown is not a pass. */
public enum CheckVerdict {
  /** Every check has passed. */
  PASSED,
  /** Every check of severity error has passed; not every one of severity warn has. */
  WARNED,
  /** No check of severity error has failed, but of one at least nothing is known. */
  UNKNOWN,
  /** A check of severity error has failed. */
  FAILED;

  /**
   * The verdict.
   *
   * @param checks that should have passed; none at all proves nothing
   * @param results by check
   */
  public static CheckVerdict of(Collection<Check> checks, Map<String, CheckResult> results) {
    CheckVerdict verdict = checks.isEmpty() ? UNKNOWN : PASSED;
    for (Check check : checks) {
      CheckResult result = results.get(check.id());
      CheckVerdict one = of(check.severity(), result == null ? CheckState.ERROR : result.state());
      verdict = one.compareTo(verdict) > 0 ? one : verdict;
    }
    return verdict;
  }

  private static CheckVerdict of(Severity severity, CheckState state) {
    if (state == CheckState.PASSED) {
      return PASSED;
    }
    if (severity == Severity.WARN) {
      return WARNED;
    }
    return state == CheckState.FAILED ? FAILED : UNKNOWN;
  }

  /** Whether nothing that closes a gate was found, and everything was found out. */
  public boolean good() {
    return this == PASSED || this == WARNED;
  }
}
